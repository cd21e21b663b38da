package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.plan.BatchFormat;
import dev.eider.plan.Position;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.record.RowSchema;
import dev.eider.source.RecordingSink;
import dev.eider.source.Source;
import dev.eider.source.SourceContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DuckDbSourceContractTest extends SourceContract {

  @Override
  protected Source source() {
    return new DuckDbSource(
        new LocalFile(file(), LocalFile.MEMORY), null, true, new DuckDbSource.Limits(2, 2), folder);
  }

  @Override
  protected void fill(int rows) {
    Sql.run(
        file(),
        "CREATE OR REPLACE TABLE people (id BIGINT PRIMARY KEY, name VARCHAR, updated_at TIMESTAMP)",
        "INSERT INTO people SELECT i, 'p' || i, TIMESTAMP '2024-01-01' + to_days(i::INTEGER)"
            + " FROM range(1, "
            + (rows + 1)
            + ") r(i)");
  }

  @Override
  protected void change(long id) {
    Sql.run(file(), "UPDATE people SET updated_at = '2025-01-01' WHERE id = " + id);
  }

  @Test
  void rowsWithOneCursorValueAreNotLostBetweenPages() {
    fill(7);
    Sql.run(file(), "UPDATE people SET updated_at = '2025-01-01'");

    assertThat(all(ReadMode.INCREMENTAL, null, 1)).hasSize(7).doesNotHaveDuplicates();
  }

  @Test
  void rowsWithoutACursorValueAreReadInEachSync() {
    fill(5);
    Sql.run(
        file(),
        "UPDATE people SET updated_at = NULL WHERE id <= 2",
        "UPDATE people SET updated_at = 'infinity' WHERE id = 3");

    assertThat(all(ReadMode.INCREMENTAL, null, 1)).hasSize(5);
    String state = "{\"cursor_field\":\"updated_at\",\"cursor\":\"2030-01-01\",\"type\":\"X\"}";
    assertThat(all(ReadMode.INCREMENTAL, state, 1)).containsExactlyInAnyOrder(1L, 2L, 3L);
  }

  @Test
  void tiesOfATableWithoutAKeyAreNotLostEither() {
    fill(7);
    Sql.run(
        file(),
        "CREATE TABLE copy AS SELECT * FROM people",
        "DROP TABLE people",
        "ALTER TABLE copy RENAME TO people",
        "UPDATE people SET updated_at = '2025-01-01'");

    assertThat(all(ReadMode.INCREMENTAL, null, 1)).hasSize(7).doesNotHaveDuplicates();
    assertThat(all(ReadMode.FULL_REFRESH, null, 1)).hasSize(7).doesNotHaveDuplicates();
  }

  @Test
  void rowsOfATableWithoutAKeyMayMoveWhileItIsRead() {
    Sql.run(file(), "CREATE TABLE moving AS SELECT i AS n FROM range(300000) r(i)");
    RecordingSink sink = new RecordingSink(folder, 1);
    Position at = readMoving(Position.from(null), sink);
    Sql.run(file(), "DELETE FROM moving WHERE n < 150000", "CHECKPOINT");
    while (!at.complete()) {
      at = readMoving(at, sink);
    }

    assertThat(sink.written()).isGreaterThanOrEqualTo(300_000);
  }

  private Position readMoving(Position from, RecordingSink sink) {
    StreamTask task =
        new StreamTask(
            "moving",
            ReadMode.FULL_REFRESH,
            new WriteMode.Overwrite(),
            null,
            Duration.ZERO,
            "moving",
            null,
            "schema",
            BatchFormat.DUCKDB);
    RowSchema schema = new RowSchema(List.of(), "{}");
    try (Source source =
        new DuckDbSource(
            new LocalFile(file(), LocalFile.MEMORY),
            null,
            true,
            new DuckDbSource.Limits(100_000, 100_000),
            folder)) {
      return source.read(new Source.ReadRequest("a", task, schema, from, BatchFormat.DUCKDB), sink);
    }
  }

  @Test
  void saysAtItsStartHowManyRowsAReadWillHave() {
    fill(7);
    Sql.run(file(), "UPDATE people SET updated_at = NULL WHERE id = 1");
    String state =
        "{\"cursor_field\":\"updated_at\",\"cursor\":\"2024-01-05\",\"type\":\"TIMESTAMP\"}";
    RecordingSink whole = new RecordingSink(folder, 1);
    Position half = read(ReadMode.FULL_REFRESH, Position.from(null), whole);
    RecordingSink changed = new RecordingSink(folder, 1);
    Position unused = read(ReadMode.INCREMENTAL, Position.from(state), changed);
    RecordingSink rest = new RecordingSink(folder, 1);
    unused = read(ReadMode.FULL_REFRESH, half, rest);

    assertThat(whole.total()).isEqualTo(7);
    assertThat(changed.total()).isEqualTo(5);
    assertThat(rest.total()).isEqualTo(-1);
    assertThat(unused.complete()).isFalse();
  }

  @Test
  void lookbackReadsRowsThatCameLate() {
    fill(5);
    String state =
        "{\"cursor_field\":\"updated_at\",\"cursor\":\"2024-01-06 00:00:00\",\"type\":\"TIMESTAMP\"}";
    StreamTask task =
        new StreamTask(
            "people",
            ReadMode.INCREMENTAL,
            new WriteMode.Append(),
            "UPDATED_AT",
            Duration.ofDays(1),
            "people",
            List.of("id"),
            "schema",
            BatchFormat.NDJSON);
    RecordingSink sink = new RecordingSink(folder, 100);
    try (Source source = source()) {
      RowSchema schema = source.discover().getFirst().schema();
      Position from = Position.from(state);
      source.read(new Source.ReadRequest("a", task, schema, from, BatchFormat.NDJSON), sink);
    }

    assertThat(sink.rows()).containsExactly(Map.of("id", 4L), Map.of("id", 5L));
  }

  @ParameterizedTest
  @EnumSource(names = {"INCREMENTAL", "FULL_REFRESH"})
  void rowsWithoutAKeyAreSetAsideWithTheirTextAndInNoFile(ReadMode mode) {
    Sql.run(
        file(),
        "CREATE TABLE loose AS SELECT CASE WHEN i % 3 = 0 THEN NULL ELSE i END AS id, i AS nr,"
            + " TIMESTAMP '2024-01-01' + to_days(i::INTEGER) AS updated_at FROM range(9) r(i)",
        "UPDATE loose SET updated_at = NULL WHERE nr = 6");
    StreamTask task =
        new StreamTask(
            "loose",
            mode,
            new WriteMode.Upsert(List.of("ID"), "updated_at"),
            null,
            Duration.ZERO,
            "loose",
            null,
            "schema",
            BatchFormat.DUCKDB);
    RecordingSink sink = new RecordingSink(folder, 1);
    Position at = Position.from(null);
    try (Source source = source()) {
      while (!at.complete()) {
        at =
            source.read(
                new Source.ReadRequest(
                    "a", task, new RowSchema(List.of(), "{}"), at, BatchFormat.DUCKDB),
                sink);
      }
    }

    assertThat(sink.aside()).extracting(row -> row.get("nr")).containsExactly(0L, 3L, 6L);
    assertThat(sink.written()).isEqualTo(6);
    assertThat(sink.total()).isEqualTo(6);
  }

  @Test
  void aViewIsReadInFull() {
    fill(7);
    Sql.run(
        file(), "ALTER TABLE people RENAME TO base", "CREATE VIEW people AS SELECT * FROM base");

    assertThat(all(ReadMode.FULL_REFRESH, null, 1)).hasSize(7);
    assertThat(all(ReadMode.INCREMENTAL, null, 1)).hasSize(7).doesNotHaveDuplicates();
  }

  private Path file() {
    return folder.resolve("shop.duckdb");
  }
}
