package dev.eider.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.cli.BadApi.Odd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code eider sync} makes of rows that are hard to keep: each arrives, or is accounted for.
 */
@Tag("slow")
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BadRowsTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  /**
   * A second page that is hard to keep; the first one holds items 1 and 2.
   *
   * @param name for the reader
   * @param page its records, as JSON, in ISO 8859-1
   * @param exit of the command
   * @param sql what to look at
   * @param rows what is there
   */
  record Case(String name, String page, int exit, String sql, List<String> rows) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case(
            "a record without its key",
            "{\"name\":\"nobody\"},{\"id\":3}",
            4,
            "SELECT id FROM items ORDER BY id",
            List.of("1", "2", "3")),
        new Case(
            "one key twice",
            "{\"id\":1,\"name\":\"older\"},{\"id\":1,\"name\":\"newer\"}",
            0,
            "SELECT id || ' ' || coalesce(name, '-') FROM items ORDER BY id",
            List.of("1 newer", "2 -")),
        new Case(
            "a record of ten megabytes",
            "{\"id\":3,\"name\":\"" + "x".repeat(10 << 20) + "\"}",
            0,
            "SELECT strlen(name) FROM items WHERE id = 3",
            List.of("" + (10 << 20))),
        new Case(
            "a byte that is no UTF-8",
            "{\"id\":3,\"name\":\"Zo\u00eb\"}",
            0,
            "SELECT name FROM items WHERE id = 3",
            List.of("Zo\ufffd")),
        new Case(
            "an integer beyond 2^63",
            "{\"id\":3,\"big\":9223372036854775808}",
            0,
            "SELECT big::VARCHAR FROM items WHERE id = 3",
            List.of("9223372036854775808")),
        new Case(
            "values that are no numbers",
            "{\"id\":3,\"share\":NaN},{\"id\":4,\"share\":-Infinity},{\"id\":5,\"share\":0.5}",
            0,
            "SELECT share FROM items WHERE id > 2 ORDER BY id",
            List.of("NaN", "-Infinity", "0.5")),
        new Case(
            "names that are reserved, mixed, foreign or quoted",
            "{\"id\":3,\"select\":1,\"Name\":\"other\",\"\\u00fcber\":2,\"a\\\"b\":4}",
            0,
            "SELECT \"select\" || ' ' || \"\u00fcber\" || ' ' || \"a\"\"b\" FROM items WHERE id = 3",
            List.of("1 2 4")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void keepsWhatCanBeKeptAndCountsTheRest(Case bad) {
    Desk desk = new Desk(folder);
    byte[] body = ("{\"data\":[" + bad.page() + "]}").getBytes(ISO_8859_1);
    Odd odd = new Odd(200, Map.of("Content-Type", "application/json"), body);
    try (BadApi api =
        new BadApi((request, page, number) -> page == 2 ? odd : Odd.json(200, "{\"data\":[]}"))) {
      Desk.Answer answer = desk.sync(api.url());

      assertThat(answer.exit()).as(answer.err() + answer.out()).isEqualTo(bad.exit());
      assertThat(desk.column(bad.sql())).isEqualTo(bad.rows());
      desk.hidesItsSecret(answer);
    }
  }

  @Test
  void aRowThatIsSetAsideIsNamedWithWhereItLies() throws IOException {
    Desk desk = new Desk(folder);
    Odd odd = Odd.json(200, "{\"data\":[{\"name\":\"nobody\"}]}");
    try (BadApi api = new BadApi((request, page, number) -> odd)) {
      Desk.Answer answer = desk.sync(api.url());

      assertThat(answer.exit()).isEqualTo(4);
      assertThat(answer.err())
          .contains("! rows.set_aside   items\n    1 row set aside")
          .contains("    → see 'eider quarantine show ");
    }
    try (Stream<Path> files = Files.walk(folder.resolve("home/set-aside"))) {
      assertThat(files.filter(Files::isRegularFile))
          .singleElement(InstanceOfAssertFactories.PATH)
          .content()
          .contains("row.no_key")
          .contains("nobody");
    }
  }

  @Test
  void infinitiesAndDatesBeforeOurEraOfADatabaseComeThrough() throws SQLException {
    Desk desk = new Desk(folder);
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("shop.duckdb"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE odd AS SELECT 1 AS id, 'NaN'::DOUBLE AS n, '-Infinity'::DOUBLE AS i,"
              + " DATE '0044-03-15 (BC)' AS ides, 'infinity'::TIMESTAMP AS ever,"
              + " 170141183460469231731687303715884105727::HUGEINT AS huge, 'x' AS \"a\"\"b\"");
    }

    Desk.Answer answer = desk.sync("odd", "{type: duckdb, path: shop.duckdb, schema: main}");

    assertThat(answer.exit()).as(answer.err()).isZero();
    assertThat(
            desk.column(
                "SELECT concat_ws(' ', id, n, i, ides, ever, huge, \"a\"\"b\")"
                    + " FROM shop_main_odd"))
        .containsExactly(
            "1 nan -inf 0044-03-15 (BC) infinity 170141183460469231731687303715884105727 x");
  }
}
