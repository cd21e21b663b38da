package dev.eider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code eider} says to a wrong sync file, with the real connectors; nothing is begun. */
@Tag("slow")
final class BadAsksTest {
  private static final String DUCKDB = "{type: duckdb, path: shop.duckdb, schema: main}";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  /**
   * A wrong request.
   *
   * @param name for the reader
   * @param file the sync file's text
   * @param arguments of the command
   * @param code of the problem
   * @param fix what to do begins so
   */
  record Case(String name, String file, List<String> arguments, String code, String fix) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    List<String> sync = List.of("sync", "s.yaml");
    return List.of(
        new Case("malformed YAML", "name: [s\nsource: }", sync, "syncfile.yaml", ""),
        new Case(
            "an unknown connector",
            file(DUCKDB.replace("duckdb,", "dukcdb,"), ""),
            sync,
            "syncfile.unknown_connector",
            "write duckdb"),
        new Case(
            "an unknown stream",
            file(DUCKDB, "streams: [ordesr]\n"),
            sync,
            "plan.unknown_stream",
            "write orders"),
        new Case(
            "a bad cron line",
            file(DUCKDB, ""),
            List.of("schedule", "create", "s.yaml", "--cron", "61 * * * *"),
            "schedule.bad_cron",
            "write e.g. --cron"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRefusedBeforeAnythingIsWritten(Case bad) throws Exception {
    Desk desk = shop();
    desk.write("s.yaml", bad.file());

    Desk.Answer answer = desk.run(bad.arguments().toArray(String[]::new));

    assertThat(answer.exit()).as(answer.err()).isEqualTo(2);
    answer.blames(bad.code(), bad.fix());
    assertThat(Files.exists(desk.warehouse())).isFalse();
  }

  @Test
  void aMissingSecretIsNamedWithWhereToPutIt() throws Exception {
    Desk desk = shop();
    String file =
        desk.syncFile("m", "{type: motherduck, database: d, token: \"${secret:NOWHERE}\"}");
    Map<String, String> environment = new HashMap<>(desk.environment());

    Desk.Answer answer = desk.run(environment, "sync", file);

    assertThat(answer.exit()).as(answer.err()).isEqualTo(3);
    answer.blames("secret.missing", "set NOWHERE");
    assertThat(Files.exists(desk.warehouse())).isFalse();
  }

  private Desk shop() throws Exception {
    try (var connection =
            java.sql.DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("shop.duckdb"));
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE orders AS SELECT 1 AS id");
    }
    return new Desk(folder);
  }

  private static String file(String source, String rest) {
    return "name: s\nsource: "
        + source
        + "\ndestination: {type: duckdb, path: warehouse.duckdb}\n"
        + rest;
  }
}
