package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.destination.Destination;
import dev.eider.destination.Destination.Batch;
import dev.eider.destination.Destination.Run;
import dev.eider.fault.Fault;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.Position;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.record.FieldType;
import dev.eider.record.RowSchema;
import dev.eider.record.StagedBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be used: what is said about them, and that nothing is lost. */
final class DuckDbTroubleTest {
  private static final Run RUN = new Run("shop", "source-shop", "f1", "run-1");
  private static final RowSchema SCHEMA =
      new RowSchema(
          List.of(
              new RowSchema.Column("id", new FieldType.Int64()),
              new RowSchema.Column("name", new FieldType.Text())),
          "{}");
  private static final int HEADER = 4096;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void aCheckMakesNoFile() {
    try (Destination destination = destination(file())) {
      destination.check();
      destination.claim(RUN, List.of(task()));
      assertThat(destination.checkpoints("shop", List.of())).isEmpty();
    }

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aCheckLeavesAFileAsItIs() throws IOException {
    Sql.run(file(), "CREATE TABLE mine (id INTEGER)", "CHECKPOINT");
    byte[] before = Files.readAllBytes(file());

    try (Destination destination = destination(file())) {
      destination.check();
      destination.claim(RUN, List.of(task()));
      assertThat(destination.checkpoints("shop", List.of())).isEmpty();
    }
    Databases.SHARED.closeIdle();

    assertThat(Files.readAllBytes(file())).isEqualTo(before);
    assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".wal"));
  }

  @Test
  void randomBytesAreNoDatabase() throws IOException {
    byte[] bytes = new byte[64 << 10];
    new Random(7).nextBytes(bytes);
    Files.write(file(), bytes);

    assertThat(refusal()).isEqualTo("duckdb.corrupt");
    assertThat(Files.readAllBytes(file())).isEqualTo(bytes);
  }

  @Test
  void aDatabaseOfAnotherProgramIsNoDatabase() throws IOException {
    Files.writeString(file(), "SQLite format 3\0" + "\0".repeat(8192));

    assertThat(refusal()).isEqualTo("duckdb.corrupt");
  }

  @Test
  void halfADatabaseIsCorrupt() throws IOException {
    byte[] whole = rows();
    Files.write(file(), Arrays.copyOf(whole, whole.length / 2));

    assertThat(refusal()).isEqualTo("duckdb.corrupt");
  }

  @Test
  void aFileOfANewerDuckDbIsToldFromADamagedOne() throws IOException {
    byte[] file = rows();
    ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(12, 99);
    header.putLong(0, checksum(header));
    Files.write(file(), file);

    assertThat(refusal()).isEqualTo("duckdb.newer_file");
    assertThat(Files.readAllBytes(file())).isEqualTo(file);
  }

  @Test
  void aFolderInPlaceOfTheFileIsTheUsersMistake() throws IOException {
    Files.createDirectory(file());

    assertThat(refusal()).isEqualTo("duckdb.not_a_file");
  }

  @Test
  void aFolderThatMayNotBeWrittenIsRefusedBeforeAnythingIsRead() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Assumptions.assumeTrue(
        locked.toFile().setWritable(false) && !Files.isWritable(locked),
        "this user may write everywhere");

    try (Destination destination = destination(locked.resolve("a.duckdb"))) {
      assertThatThrownBy(destination::check)
          .isInstanceOf(Fault.Denied.class)
          .hasMessageContaining("read-only");
    } finally {
      assertThat(locked.toFile().setWritable(true)).isTrue();
    }
  }

  @Test
  void anEmptyFileIsTakenForANewOne() throws IOException {
    Files.createFile(file());

    assertThat(open(file())).isEqualTo(1);
  }

  @Tag("slow")
  @Test
  void aDiskFullFromTheBeginningLeavesNoHalfFileBehind() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Assumptions.assumeTrue(
        ran("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()),
        "expected the right to mount a small file system");
    try {
      Path file = disk.resolve("warehouse.duckdb");
      Path ballast = disk.resolve("ballast");
      Files.write(ballast, new byte[1 << 20]);

      assertThatThrownBy(() -> open(file)).isInstanceOf(Fault.Unavailable.class);
      assertThat(file).doesNotExist();
      Files.delete(ballast);

      assertThat(open(file)).isEqualTo(1);
    } finally {
      Databases.SHARED.closeIdle();
      assertThat(ran("umount", "-l", disk.toString())).isTrue();
    }
  }

  @Tag("slow")
  @Test
  void aFullDiskLosesNothingAndTheSameBatchGoesInOnceThereIsRoom() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Assumptions.assumeTrue(
        ran("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString()),
        "expected the right to mount a small file system");
    try {
      Path file = disk.resolve("warehouse.duckdb");
      long generation = open(file);
      load(file, generation, 0, 10);
      Path ballast = disk.resolve("ballast");
      long room = Files.getFileStore(disk).getUsableSpace() - (300 << 10);
      Files.write(ballast, new byte[(int) room], StandardOpenOption.CREATE);

      assertThatThrownBy(() -> load(file, generation, 1, 100_000))
          .isInstanceOfSatisfying(
              Fault.Unavailable.class,
              f -> assertThat(f.problem().code()).isEqualTo("duckdb.disk_full"));
      Files.delete(ballast);
      load(file, generation, 1, 20_000);

      assertThat(Sql.texts(file, "SELECT count(*) FROM people")).containsExactly("20000");
    } finally {
      Databases.SHARED.closeIdle();
      assertThat(ran("umount", "-l", disk.toString())).isTrue();
    }
  }

  private String refusal() {
    try (Destination destination = destination(file())) {
      destination.check();
      return "nothing was refused";
    } catch (Fault refused) {
      assertThat(refused.problem().where()).isEqualTo(file().toString());
      assertThat(refused.problem().fix()).isNotBlank();
      return refused.problem().code();
    }
  }

  private byte[] rows() throws IOException {
    Sql.run(file(), "CREATE TABLE t AS SELECT range AS i FROM range(10000)", "CHECKPOINT");
    return Files.readAllBytes(file());
  }

  /** DuckDB's own, over the header without the checksum itself. */
  private static long checksum(ByteBuffer header) {
    long sum = 5381;
    for (int at = Long.BYTES; at < HEADER; at += Long.BYTES) {
      sum ^= header.getLong(at) * 0xbf58476d1ce4e5b9L;
    }
    return sum;
  }

  private static boolean ran(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private long open(Path file) {
    try (Destination destination = destination(file)) {
      return destination.open(RUN, task(), SCHEMA, false, false).generation();
    }
  }

  private void load(Path file, long generation, int chunk, int rows) throws IOException {
    Path batch = folder.resolve("batch-" + chunk + "-" + rows + ".ndjson");
    StringBuilder lines = new StringBuilder();
    Random random = new Random(rows);
    for (int i = 0; i < rows; i++) {
      String name = Long.toHexString(random.nextLong());
      lines.append("{\"id\":").append(i).append(",\"name\":\"").append(name).append("\"}\n");
    }
    Files.writeString(batch, lines);
    StagedBatch staged = new StagedBatch(batch, BatchFormat.NDJSON, SCHEMA, rows, 0);
    Position reached = Position.within("{\"c\":1}", "{}");
    try (Destination destination = destination(file)) {
      destination.load(
          new Batch("shop", "source-shop", task(), generation, chunk, 1, staged, reached));
    }
  }

  private Path file() {
    return folder.resolve("warehouse.duckdb");
  }

  private static Destination destination(Path file) {
    return new DuckDbDestination(new LocalFile(file, LocalFile.MEMORY), "main");
  }

  private static StreamTask task() {
    return new StreamTask(
        "people",
        ReadMode.INCREMENTAL,
        new WriteMode.Upsert(List.of("id"), null),
        null,
        Duration.ZERO,
        "people",
        null,
        "schema",
        BatchFormat.NDJSON);
  }
}
