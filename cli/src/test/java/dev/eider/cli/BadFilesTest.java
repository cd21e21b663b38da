package dev.eider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code eider sync} does about files and disks that cannot be used: how it ends, what it
 * says, that nothing is harmed, and that it goes on once the cause is gone.
 */
@Tag("slow")
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BadFilesTest {
  private static final int HEADER = 4096;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void aDamagedFileIsLeftAsItIs() throws IOException {
    byte[] noise = new byte[64 << 10];
    new Random(7).nextBytes(noise);

    Desk.Answer answer = refusedWithoutHarm(noise);

    assertThat(answer.exit()).isEqualTo(3);
    answer.blames("duckdb.corrupt", "restore it from a copy");
  }

  @Test
  void halfAFileIsLeftAsItIs() throws IOException {
    byte[] whole = database();

    Desk.Answer answer = refusedWithoutHarm(Arrays.copyOf(whole, whole.length / 2));

    assertThat(answer.exit()).isEqualTo(3);
    answer.blames("duckdb.corrupt", "restore it from a copy");
  }

  @Test
  void aFileOfANewerDuckDbIsLeftAsItIs() throws IOException {
    byte[] file = database();
    ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(12, 99);
    header.putLong(0, checksum(header));

    Desk.Answer answer = refusedWithoutHarm(file);

    assertThat(answer.exit()).isEqualTo(3);
    answer.blames("duckdb.newer_file", "export it with STORAGE_VERSION");
  }

  @Test
  void aFileOnAReadOnlyDiskIsLeftAsItIs() throws Exception {
    try (SmallDisk disk = SmallDisk.of(folder.resolve("disk"), "32m");
        BadApi api = good()) {
      Desk desk = deskWith(disk.path("warehouse.duckdb"));
      assertThat(desk.sync(api.url()).exit()).isZero();
      assertThat(desk.items()).isEqualTo(5);
      disk.remount("ro");

      Desk.Answer answer = desk.sync(api.url());

      assertThat(answer.exit()).as(answer.err()).isEqualTo(3);
      answer.blames("duckdb.read_only", "let this user write the file");
      assertThat(desk.items()).isEqualTo(5);
    }
  }

  @Test
  void aFullDiskOfTheDestinationLosesNothing() throws Exception {
    try (SmallDisk disk = SmallDisk.of(folder.resolve("disk"), "2m")) {
      Desk desk = deskWith(disk.path("warehouse.duckdb"));
      String source = orders(200_000);

      Desk.Answer answer = desk.sync("orders", source);

      assertThat(answer.exit()).as(answer.err()).isEqualTo(3);
      answer.blames("duckdb.disk_full", "free space there");
      disk.remount("size=64m");
      assertThat(desk.sync("orders", source).exit()).isZero();
      assertThat(desk.column("SELECT count(*) FROM warehouse.main.shop_main_orders"))
          .containsExactly("200000");
    }
  }

  @Test
  void aFullDiskOfTheStagingFolderLosesNothing() throws Exception {
    try (SmallDisk disk = SmallDisk.of(folder.resolve("disk"), "1m")) {
      Desk desk = new Desk(folder, disk.path("home"), folder.resolve("warehouse.duckdb"), "PT2S");
      String source = orders(200_000);

      Desk.Answer answer = desk.sync("orders", source);

      assertThat(answer.exit()).as(answer.err()).isEqualTo(3);
      answer.blames("staging.unwritable", "free space there, or set EIDER_HOME");
      disk.remount("size=64m");
      assertThat(desk.sync("orders", source).exit()).isZero();
      assertThat(desk.column("SELECT count(*) FROM warehouse.main.shop_main_orders"))
          .containsExactly("200000");
    }
  }

  @Test
  void aFullDiskOfTheStagingFolderLosesNoPageOfAnApi() throws Exception {
    String large = "{\"data\":[{\"id\":3,\"name\":\"" + "x".repeat(2 << 20) + "\"},{\"id\":4}]}";
    try (SmallDisk disk = SmallDisk.of(folder.resolve("disk"), "1m");
        BadApi api = new BadApi((q, page, n) -> BadApi.Odd.json(200, page == 2 ? large : "[]"))) {
      Desk desk = new Desk(folder, disk.path("home"), folder.resolve("warehouse.duckdb"), "PT2S");

      Desk.Answer answer = desk.sync(api.url());

      assertThat(answer.exit()).as(answer.err()).isEqualTo(3);
      answer.blames("staging.unwritable", "free space there, or set EIDER_HOME");
      assertThat(desk.items()).isEqualTo(2);
      assertThat(desk.rowsInTheLedger()).isEqualTo(2);
      disk.remount("size=64m");
      api.heal();
      assertThat(desk.sync(api.url()).exit()).isZero();
      assertThat(desk.items()).isEqualTo(5);
    }
  }

  @Test
  void theHolderOfALockedFileIsNamedAndItsRowsAreLeftAlone() throws Exception {
    Desk desk = new Desk(folder);
    Process holder = holder(desk.warehouse());
    try (BadApi api = good()) {
      assertThat(holder.getInputStream().read()).isEqualTo('x');

      Desk.Answer answer = desk.sync(api.url());

      assertThat(answer.exit()).as(answer.err()).isEqualTo(3);
      answer.blames("duckdb.locked", "close process " + holder.pid());
      holder.getOutputStream().close();
      assertThat(holder.waitFor()).isZero();
      assertThat(desk.sync(api.url()).exit()).isZero();
      assertThat(desk.column("SELECT word FROM mine")).containsExactly("precious");
      assertThat(desk.items()).isEqualTo(5);
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void twoSyncsOfOneFileTakeTurnsInTwoProcesses() throws Exception {
    Desk desk = new Desk(folder, folder.resolve("home"), folder.resolve("w.duckdb"), "PT1M");
    orders(50_000);
    String shop = "{type: duckdb, path: shop.duckdb, schema: %s}";
    run(folder.resolve("shop.duckdb"), "CREATE SCHEMA b", "CREATE TABLE b.orders AS FROM orders");
    Process first = process(desk, desk.syncFile("one", shop.formatted("main")), "home-1");
    Process second = process(desk, desk.syncFile("two", shop.formatted("b")), "home-2");
    try {
      assertThat(first.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(second.waitFor(2, TimeUnit.MINUTES)).isTrue();

      assertThat(List.of(first.exitValue(), second.exitValue()))
          .as(
              Files.readString(folder.resolve("home-1.log"))
                  + Files.readString(folder.resolve("home-2.log")))
          .containsExactly(0, 0);
      assertThat(
              desk.column(
                  "SELECT count(*) FROM w.main.shop_main_orders"
                      + " UNION ALL SELECT count(*) FROM w.main.shop_b_orders"))
          .containsExactly("50000", "50000");
    } finally {
      first.destroyForcibly();
      second.destroyForcibly();
    }
  }

  @Test
  void aSecondSyncOfOneTableIsRefused() {
    Desk desk = new Desk(folder);
    try (BadApi api = good()) {
      assertThat(desk.sync(api.url()).exit()).isZero();
      String again =
          "{type: manifest, manifest: items.manifest.yaml, config: {api_key: \"${secret:TOKEN}\"}}";

      Desk.Answer answer = desk.sync("other", again);

      assertThat(answer.exit()).as(answer.err()).isEqualTo(2);
      answer.blames("destination.table_taken", "name another table");
      assertThat(desk.items()).isEqualTo(5);
    }
  }

  /** Holds a file open with a table in it until its input ends. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + args[0]);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE mine AS SELECT 'precious' AS word");
      System.out.print('x');
      System.out.flush();
      int end = System.in.read();
      statement.setQueryTimeout(Math.max(0, end));
    }
  }

  private Desk.Answer refusedWithoutHarm(byte[] file) throws IOException {
    Desk desk = new Desk(folder);
    Files.write(desk.warehouse(), file);
    try (BadApi api = good()) {
      Desk.Answer answer = desk.sync(api.url());
      assertThat(Files.readAllBytes(desk.warehouse())).isEqualTo(file);
      desk.hidesItsSecret(answer);
      Files.delete(desk.warehouse());
      assertThat(desk.sync(api.url()).exit()).isZero();
      return answer;
    }
  }

  private Desk deskWith(Path warehouse) {
    return new Desk(folder, folder.resolve("home"), warehouse, "PT2S");
  }

  private static BadApi good() {
    return new BadApi((request, page, number) -> BadApi.good(page));
  }

  /** A source file with so many rows that no compression makes small. */
  private String orders(int rows) {
    run(
        folder.resolve("shop.duckdb"),
        "CREATE TABLE orders AS SELECT range AS id, md5(range::VARCHAR) AS title FROM range("
            + rows
            + ")");
    return "{type: duckdb, path: shop.duckdb, schema: main}";
  }

  private byte[] database() throws IOException {
    Path file = folder.resolve("made.duckdb");
    run(file, "CREATE TABLE t AS SELECT range AS i FROM range(10000)", "CHECKPOINT");
    return Files.readAllBytes(file);
  }

  private static void run(Path file, String... statements) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** DuckDB's own, over the header without the checksum itself. */
  private static long checksum(ByteBuffer header) {
    long sum = 5381;
    for (int at = Long.BYTES; at < HEADER; at += Long.BYTES) {
      sum ^= header.getLong(at) * 0xbf58476d1ce4e5b9L;
    }
    return sum;
  }

  private Process holder(Path file) throws IOException {
    return new ProcessBuilder(
            java(), "-cp", classPath(), BadFilesTest.class.getName(), file.toString())
        .redirectError(folder.resolve("holder.log").toFile())
        .start();
  }

  private Process process(Desk desk, String syncFile, String home) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                java(), "-Xmx300m", "-cp", classPath(), EiderCli.class.getName(), "sync", syncFile)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(home + ".log").toFile());
    Map<String, String> environment = builder.environment();
    environment.putAll(desk.environment());
    environment.put("EIDER_HOME", folder.resolve(home).toString());
    return builder.start();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }
}
