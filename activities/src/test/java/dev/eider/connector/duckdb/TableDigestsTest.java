package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.destination.Destination;
import dev.eider.digest.Comparison;
import dev.eider.digest.Difference;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.source.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Source and destination compared; each side is made as the other test has it landed. */
final class TableDigestsTest {
  private static final String OURS =
      ", 'r' AS _airbyte_raw_id, now() AS _airbyte_extracted_at, '{}'::JSON AS _airbyte_meta";
  private static final String PEOPLE =
      "SELECT i::INTEGER AS id, 'Grüße 雪 ' || i AS name, i / 3 AS share,"
          + " TIMESTAMP '2024-01-01' + to_seconds(i) AS updated_at FROM range(20000) r(i)";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyTypeIsEqualOnceItLanded(boolean elsewhere) {
    Sql.run(shop(), DuckDbRoundTripTest.EVERY_TYPE, "INSERT INTO things (id) VALUES (2)");
    landed("things", "SELECT * FROM shop.things");

    Comparison.Result result = compared(task("things", List.of("id")), elsewhere, null);

    assertThat(result.first()).isEmpty();
    assertThat(result.equal()).isTrue();
    assertThat(result.sourceRows()).isEqualTo(2);
    assertThat(result.destinationRows()).isEqualTo(2);
  }

  @Test
  void aColumnThatWasWidenedIsStillEqual() {
    Sql.run(shop(), "CREATE TABLE people AS " + PEOPLE);
    landed(
        "people",
        "SELECT id::BIGINT AS id, name, share::VARCHAR AS share, updated_at FROM shop.people");

    assertThat(compared(task("people", List.of("id")), false, null).equal()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void findsWhatChangedWhatIsMissingAndWhatIsTooMuch(boolean elsewhere) {
    people();
    Sql.run(
        warehouse(),
        "UPDATE people SET name = 'x' WHERE id = 7",
        "DELETE FROM people WHERE id = 9000",
        "INSERT INTO people SELECT 20001, * EXCLUDE (id) FROM people WHERE id = 1",
        "INSERT INTO people SELECT * FROM people WHERE id = 3");

    Comparison.Result result = compared(task("people", List.of("id")), elsewhere, null);

    assertThat(result.changed()).isEqualTo(1);
    assertThat(result.onlySource()).isEqualTo(1);
    assertThat(result.onlyDestination()).isEqualTo(2);
    assertThat(result.first())
        .containsExactlyInAnyOrder(
            new Difference("changed", Map.of("id", "7"), List.of("name")),
            new Difference("only_source", Map.of("id", "9000"), null),
            new Difference("only_destination", Map.of("id", "20001"), null),
            new Difference("only_destination", Map.of("id", "3"), null));
  }

  @Test
  void twoEqualPairsDoNotCancelOut() {
    Sql.run(shop(), "CREATE TABLE pairs AS SELECT unnest([1, 1, 2, 2]) AS id, 'a' AS v");
    landed("pairs", "SELECT id, 'b' AS v FROM shop.pairs");

    assertThat(compared(task("pairs", List.of("id")), false, null).changed()).isEqualTo(4);
  }

  @Test
  void aSourceThatDeclaresNothingAndHasNoRowsEqualsAnEmptyTable() {
    Sql.run(shop(), "CREATE TABLE bare (_airbyte_raw_id VARCHAR)");
    Sql.run(warehouse(), "CREATE TABLE bare (_airbyte_raw_id VARCHAR)");
    LocalFile scratch = new LocalFile(shop(), LocalFile.MEMORY);
    LocalFile to = new LocalFile(warehouse(), LocalFile.MEMORY);
    StreamTask task = task("bare", List.of("id"));
    try (Destination destination = new DuckDbDestination(to, "main");
        Destination source = new DuckDbDestination(scratch, "main")) {
      Comparison comparison =
          new Comparison(
              source.digests(task, null).orElseThrow(),
              destination.digests(task, null).orElseThrow(),
              10,
              progress -> {});

      assertThat(comparison.run(List.of("id")).equal()).isTrue();
    }
  }

  @Test
  void keysOfSeveralPartsTextsAndFarAwayNumbersAreFound() {
    Sql.run(
        shop(),
        "CREATE TABLE parts (a VARCHAR, b BIGINT, v INTEGER)",
        "INSERT INTO parts SELECT 'k' || (i % 100), i, i FROM range(5000) r(i)",
        "CREATE TABLE far (id BIGINT, v INTEGER)",
        "INSERT INTO far SELECT i, i FROM range(-5000, 5000) r(i)",
        "INSERT INTO far VALUES (9223372036854775807, 1), (-9223372036854775807, 2)");
    landed("parts", "SELECT * FROM shop.parts");
    landed("far", "SELECT * FROM shop.far");
    Sql.run(
        warehouse(),
        "UPDATE parts SET v = -1 WHERE b = 4711",
        "UPDATE far SET v = -1 WHERE id IN (-3, 9223372036854775807)");

    assertThat(compared(task("parts", List.of("a", "b")), false, null).first())
        .containsExactly(new Difference("changed", Map.of("a", "k11", "b", "4711"), List.of("v")));
    assertThat(compared(task("far", List.of("id")), false, null).changed()).isEqualTo(2);
  }

  @Test
  void rowsWithoutAKeyAreComparedAsTheyAre() {
    Sql.run(
        shop(),
        "CREATE TABLE loose AS SELECT nullif(i, 5) AS id, 'n' || i AS n FROM range(10) r(i)");
    landed("loose", "SELECT * FROM shop.loose");
    assertThat(compared(task("loose", List.of("id")), false, null).equal()).isTrue();

    Sql.run(warehouse(), "UPDATE loose SET n = 'x' WHERE id IS NULL");
    Comparison.Result result = compared(task("loose", List.of("id")), false, null);

    assertThat(result.onlySource()).isEqualTo(1);
    assertThat(result.onlyDestination()).isEqualTo(1);
  }

  @Test
  void aTableWithoutAKeyIsAMultiset() {
    Sql.run(shop(), "CREATE TABLE logs AS SELECT i % 10 AS n, 'line' AS text FROM range(100) r(i)");
    landed("logs", "SELECT * FROM shop.logs ORDER BY n DESC");
    assertThat(compared(task("logs", List.of()), false, null).equal()).isTrue();

    Sql.run(warehouse(), "INSERT INTO logs SELECT * FROM logs WHERE n = 3");
    Comparison.Result result = compared(task("logs", List.of()), false, null);

    assertThat(result.onlyDestination()).isEqualTo(10);
    assertThat(result.onlySource()).isZero();
    assertThat(result.first().getFirst().key())
        .containsEntry("n", "3")
        .containsEntry("text", "line");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void spacesInJsonMakeNoDifference(boolean elsewhere) {
    Sql.run(shop(), "CREATE TABLE docs AS SELECT 1 AS id, '{\"a\": [1, 2]}'::JSON AS doc");
    landed("docs", "SELECT 1 AS id, '{\"a\":[1,2]}'::JSON AS doc");

    assertThat(compared(task("docs", List.of("id")), elsewhere, null).equal()).isTrue();
  }

  @Test
  void rowsThatWereRemovedSoftlyDoNotCount() {
    people();
    Sql.run(
        warehouse(),
        "INSERT INTO people SELECT 30000, * EXCLUDE (id) FROM people WHERE id = 1",
        "ALTER TABLE people ADD COLUMN _eider_deleted_at TIMESTAMPTZ",
        "UPDATE people SET _eider_deleted_at = now() WHERE id = 30000");

    assertThat(compared(task("people", List.of("id")), false, null).equal()).isTrue();
  }

  @Test
  void rowsNewerThanTheCheckpointAreNoDifference() {
    people();
    Sql.run(
        shop(),
        "UPDATE people SET name = 'new', updated_at = '2025-01-01' WHERE id = 5",
        "INSERT INTO people VALUES (50000, 'newer', 1, '2025-01-02')");
    String state =
        "{\"cursor_field\":\"updated_at\",\"cursor\":\"2024-01-01 05:33:19\",\"type\":\"TIMESTAMP\"}";

    Comparison.Result result = compared(task("people", List.of("id")), false, state);

    assertThat(result.equal()).isTrue();
    assertThat(result.newer()).isEqualTo(2);
    assertThat(
            compared(task("people", List.of("id")), false, "{\"updated_at\":\"2024-01-02\"}")
                .newer())
        .isEqualTo(2);
  }

  @Test
  void aColumnTheDestinationDoesNotHaveIsADifferenceOnceItHoldsSomething() {
    people();
    Sql.run(shop(), "ALTER TABLE people ADD COLUMN more VARCHAR");
    assertThat(compared(task("people", List.of("id")), false, null).equal()).isTrue();

    Sql.run(shop(), "UPDATE people SET more = 'x' WHERE id = 7");

    assertThat(compared(task("people", List.of("id")), false, null).first())
        .containsExactly(new Difference("changed", Map.of("id", "7"), List.of("more")));
  }

  @Test
  void onlyTheColumnsThatAreTakenCount() {
    people();
    Sql.run(warehouse(), "ALTER TABLE people DROP COLUMN name");
    StreamTask some = task("people", List.of("id"), List.of("id", "share"));

    assertThat(compared(some, false, null).equal()).isTrue();
  }

  @Test
  void anEmptySideIsOneDifferenceARow() {
    people();
    Sql.run(warehouse(), "DELETE FROM people");

    Comparison.Result result = compared(task("people", List.of("id")), false, null);

    assertThat(result.onlySource()).isEqualTo(20_000);
    assertThat(result.first()).hasSize(1_000);
  }

  @Test
  void aTableThatIsNotThereIsSaid() {
    Sql.run(shop(), "CREATE TABLE people AS " + PEOPLE);

    assertThatThrownBy(() -> compared(task("people", List.of("id")), false, null))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("expected table 'people' at the destination but there is none");
    assertThat(warehouse()).doesNotExist();
  }

  /** Prints how long it takes, for the figures; what it finds is what counts. */
  @Test
  @Tag("slow")
  void tenMillionRowsAreComparedInAFewSeconds() {
    Sql.run(
        shop(),
        "CREATE TABLE big AS SELECT i AS id, 'name ' || i AS name, i % 97 AS a, (i * 7)::INTEGER AS b,"
            + " i / 3 AS c, TIMESTAMP '2024-01-01' + to_seconds(i) AS d, 'x' || (i % 1000) AS e,"
            + " i % 2 = 0 AS f FROM range(10000000) r(i)");
    landed("big", "SELECT * FROM shop.big");
    long equal = System.nanoTime();
    assertThat(compared(task("big", List.of("id")), false, null).equal()).isTrue();
    long one = System.nanoTime();
    Sql.run(warehouse(), "UPDATE big SET a = -1 WHERE id = 7654321");
    long found = System.nanoTime();
    assertThat(compared(task("big", List.of("id")), false, null).changed()).isEqualTo(1);
    long many = System.nanoTime();
    Sql.run(warehouse(), "UPDATE big SET a = -1 WHERE id % 100 = 0");
    long all = System.nanoTime();
    assertThat(compared(task("big", List.of("id")), false, null).changed()).isEqualTo(100_001);
    long end = System.nanoTime();
    System.out.printf(
        "10M rows × 8: equal %d ms, one changed %d ms, 1 %% changed everywhere %d ms%n",
        (one - equal) / 1_000_000, (many - found) / 1_000_000, (end - all) / 1_000_000);
  }

  private void people() {
    Sql.run(shop(), "CREATE TABLE people AS " + PEOPLE);
    landed("people", "SELECT * REPLACE (id::BIGINT AS id) FROM shop.people");
  }

  private void landed(String table, String select) {
    Sql.run(
        warehouse(),
        "ATTACH '" + shop() + "' AS shop (READ_ONLY)",
        "CREATE TABLE " + table + " AS SELECT *" + OURS + " FROM (" + select + ")");
  }

  private Comparison.Result compared(StreamTask task, boolean elsewhere, @Nullable String state) {
    Databases.SHARED.closeIdle();
    Place from =
        elsewhere ? new AttachedFile(shop(), "shop") : new LocalFile(shop(), LocalFile.MEMORY);
    LocalFile to = new LocalFile(warehouse(), LocalFile.MEMORY);
    try (Destination destination = new DuckDbDestination(to, "main");
        Source source = new DuckDbSource(from, null, true, DuckDbSource.Limits.DEFAULT, folder)) {
      return new Comparison(
              source.digests(task, state).orElseThrow(),
              destination.digests(task, null).orElseThrow(),
              1_000,
              progress -> {})
          .run(task.write().keys());
    }
  }

  private static StreamTask task(String stream, List<String> keys) {
    return task(stream, keys, null);
  }

  private static StreamTask task(String stream, List<String> keys, @Nullable List<String> columns) {
    return new StreamTask(
        stream,
        ReadMode.INCREMENTAL,
        keys.isEmpty() ? new WriteMode.Overwrite() : new WriteMode.Upsert(keys, null),
        "updated_at",
        Duration.ZERO,
        stream,
        columns,
        "schema",
        BatchFormat.DUCKDB);
  }

  private Path shop() {
    return folder.resolve("shop.duckdb");
  }

  private Path warehouse() {
    return folder.resolve("warehouse.duckdb");
  }
}
