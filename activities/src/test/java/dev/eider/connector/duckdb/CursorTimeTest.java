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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clocks that are set back, and cursors that go back by themselves. */
final class CursorTimeTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private @Nullable String state;

  @Test
  void aWallClockThatIsSetBackNeedsALookbackOfThatHour() {
    events("TIMESTAMP", "(1, '2024-10-27 02:30:00')", "(2, '2024-10-27 02:59:59')");
    assertThat(read(Duration.ZERO)).containsExactly(1L, 2L);
    String before = state;
    add("(3, '2024-10-27 02:10:00')"); // forty minutes later, by a clock set back at 03:00

    assertThat(read(Duration.ZERO)).containsExactly(2L);
    assertThat(state).isEqualTo(before);
    assertThat(read(Duration.ofHours(1))).containsExactly(3L, 1L, 2L);
    assertThat(state).isEqualTo(before);
  }

  @Test
  void aMomentIsNeverMissedWhenAClockIsSetBack() {
    events("TIMESTAMPTZ", "(1, '2024-10-27 02:30:00+02')", "(2, '2024-10-27 02:59:59+02')");
    read(Duration.ZERO);
    add("(3, '2024-10-27 02:10:00+01')");

    assertThat(read(Duration.ZERO)).containsExactly(2L, 3L);
    assertThat(state).contains("2024-10-27 01:10:00+00");
  }

  @Test
  void aLookbackIsSoLongAlsoWhereAnHourIsLeftOut() {
    events(
        "TIMESTAMPTZ",
        "(1, '2024-03-31 00:30:00+00')",
        "(2, '2024-03-31 00:30:01+00')",
        "(3, '2024-03-31 01:30:00+00')"); // 03:30 in Berlin, where 02:30 was not
    read(Duration.ZERO);

    assertThat(read(Duration.ofHours(1))).containsExactly(1L, 2L, 3L);
    assertThat(read(Duration.ofMinutes(59))).containsExactly(3L);
    assertThat(read(Duration.ofSeconds(3_599))).containsExactly(2L, 3L);
  }

  @Test
  void aTableRestoredFromABackupTakesTheCursorBackWithIt() {
    events("TIMESTAMP", "(1, '2024-01-01')", "(2, '2024-01-20')");
    read(Duration.ZERO);
    Sql.run(file(), "DELETE FROM events WHERE id = 2");

    assertThat(read(Duration.ZERO)).isEmpty();
    add("(3, '2024-01-10')"); // would be behind the cursor as it was
    assertThat(read(Duration.ZERO)).containsExactly(1L, 3L);
  }

  private void events(String type, String... rows) {
    Sql.run(file(), "CREATE TABLE events (id BIGINT PRIMARY KEY, updated_at " + type + ")");
    for (String row : rows) {
      add(row);
    }
  }

  private void add(String row) {
    Sql.run(file(), "INSERT INTO events VALUES " + row);
  }

  /** Reads what is new, and keeps the state; the rows in order of their cursor. */
  private List<Long> read(Duration lookback) {
    StreamTask task =
        new StreamTask(
            "events",
            ReadMode.INCREMENTAL,
            new WriteMode.Upsert(List.of("id"), "updated_at"),
            "updated_at",
            lookback,
            "events",
            null,
            "schema",
            BatchFormat.NDJSON);
    RecordingSink sink = new RecordingSink(folder, 100);
    Position at = Position.from(state);
    LocalFile place = new LocalFile(file(), LocalFile.MEMORY);
    try (Source source =
        new DuckDbSource(place, null, true, new DuckDbSource.Limits(100, 100), folder)) {
      while (!at.complete()) {
        at =
            source.read(
                new Source.ReadRequest(
                    "a", task, new RowSchema(List.of(), "{}"), at, BatchFormat.NDJSON),
                sink);
      }
    }
    state = at.state();
    return sink.rows().stream().map(row -> (Long) row.get("id")).toList();
  }

  private Path file() {
    return folder.resolve("shop.duckdb");
  }
}
