package dev.eider.worker.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** A destination file, looked at with DuckDB alone. */
public final class Warehouse {
  private static final Duration LOCKED = Duration.ofSeconds(60);
  private static final String COLUMNS = "id, name, amount, share, open, note, updated_at";
  private static final String TYPES =
      "{id: 'BIGINT', name: 'VARCHAR', amount: 'BIGINT', share: 'DECIMAL(18,9)', open: 'BOOLEAN',"
          + " note: 'VARCHAR', updated_at: 'TIMESTAMPTZ'}";

  private final Path file;

  public Warehouse(Path file) {
    this.file = file;
  }

  /** The rows of a query, each value as text, null as null. */
  public List<List<String>> rows(String sql) {
    return rows("SELECT 1", sql);
  }

  /** The same with another file attached under its name. */
  public List<List<String>> with(Path other, String sql) {
    return rows("ATTACH '" + other + "' (READ_ONLY)", sql);
  }

  private List<List<String>> rows(String before, String sql) {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.execute(before);
      return rows(statement.executeQuery(sql));
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static List<List<String>> rows(ResultSet result) throws SQLException {
    try (result) {
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  public List<String> row(String sql) {
    List<List<String>> rows = rows(sql);
    assertThat(rows).as(sql).hasSize(1);
    return rows.getFirst();
  }

  public long number(String sql) {
    return Long.parseLong(row(sql).getFirst());
  }

  public void run(String sql) {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The table holds every record of the API once, each as the API has it. */
  public void hasAllOf(RecordsApi api, String table) {
    String unused =
        against(
            api,
            table,
            (expected, actual) -> {
              hasAllOf(table, expected, actual);
              return table;
            });
  }

  /** Looks at what the API has, and at the same columns of a table: two queries. */
  public <T> T against(RecordsApi api, String table, BiFunction<String, String, T> look) {
    Path records = file.resolveSibling("expected-" + table + ".ndjson");
    try {
      Files.write(records, (Iterable<String>) api.all()::iterator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      return look.apply(
          "SELECT " + COLUMNS + " FROM read_json('" + records + "', columns = " + TYPES + ")",
          "SELECT " + COLUMNS + " FROM " + table);
    } finally {
      delete(records);
    }
  }

  private void hasAllOf(String table, String expected, String actual) {
    assertThat(row("SELECT count(*), count(DISTINCT id), sum(amount), sum(share) FROM " + table))
        .as(table)
        .isEqualTo(
            row(
                "SELECT count(*), count(DISTINCT id), sum(amount), sum(share) FROM ("
                    + expected
                    + ")"));
    assertThat(rows(actual + " EXCEPT ALL " + expected + " LIMIT 3")).as("too many").isEmpty();
    assertThat(rows(expected + " EXCEPT ALL " + actual + " LIMIT 3")).as("missing").isEmpty();
  }

  private static void delete(Path records) {
    try {
      Files.delete(records);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Each batch of a stream's newest run is in the ledger once, without a gap; what looked for rows
   * that are gone has numbers below 0.
   */
  public void hasEachBatchOnce(String stream) {
    String ledger =
        " FROM _eider_ledger WHERE stream = '"
            + stream
            + "' AND generation = (SELECT max(generation) FROM _eider_ledger WHERE stream = '"
            + stream
            + "')";
    List<String> counts =
        row("SELECT count(*), count(DISTINCT chunk), max(chunk) + 1" + ledger + " AND chunk >= 0");
    assertThat(counts).as("lines, batches and highest batch of %s", stream).hasSize(3);
    assertThat(counts.get(1)).as("batches of %s", stream).isEqualTo(counts.get(0));
    assertThat(counts.get(2)).as("batches of %s up to the last", stream).isEqualTo(counts.get(0));
    assertThat(number("SELECT count(*) - count(DISTINCT chunk)" + ledger))
        .as("sweeps of %s that are in twice", stream)
        .isZero();
  }

  /** The batches of a stream, all there ever were, have written so many rows. */
  public void hasWritten(String stream, long rows) {
    assertThat(
            number(
                "SELECT sum(written) FROM _eider_checkpoints WHERE kind = 'batch' AND stream = '"
                    + stream
                    + "'"))
        .as("rows the batches of %s have written", stream)
        .isEqualTo(rows);
  }

  /** The state PyAirbyte would read is the one committed with the last batch. */
  public void standsWhereTheLastBatchEnded(String stream) {
    String last =
        row("SELECT state FROM _eider_ledger WHERE stream = '"
                + stream
                + "' ORDER BY generation DESC, chunk DESC LIMIT 1")
            .getFirst();
    assertThat(
            row("SELECT (json(state_json)->'stream'->'stream_state') = json('"
                    + last
                    + "') FROM _airbyte_state WHERE stream_name = '"
                    + stream
                    + "'")
                .getFirst())
        .as("state of %s after %s", stream, last)
        .isEqualTo("true");
  }

  /** Waits for a worker that still holds the file for a moment. */
  private Connection open() {
    List<Connection> opened = new ArrayList<>();
    Until.holds("the file " + file + " to be free", LOCKED, () -> opened(opened));
    return opened.getFirst();
  }

  private boolean opened(List<Connection> opened) {
    try {
      Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET TimeZone = 'UTC'");
      }
      opened.add(connection);
      return true;
    } catch (SQLException e) {
      if (String.valueOf(e.getMessage()).contains("lock")) {
        return false;
      }
      throw new IllegalStateException(e);
    }
  }
}
