package dev.eider.bench;

import dev.eider.bench.Reported.Counted;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * DuckDB by itself, as large as it is inside Eider: tables to sync, and what they are held against.
 */
final class Engine {
  /**
   * What the duckdb connector gives its sources, and its destinations, when a sync file is silent.
   */
  private static final int MEMORY_TO_READ = 256;

  static final int MEMORY_TO_WRITE = 192;
  private static final int TRIES = 100;
  private static final int BETWEEN_TRIES_MILLIS = 100;
  private static final List<String> OTHERS =
      List.of("customer", "title", "total", "paid", "day", "ordered_at");

  private final Path folder;

  Engine(Path folder) {
    this.folder = folder;
  }

  /** A table {@code orders} with an integer key and six other columns, in a file of its own. */
  void make(String file, long rows) throws SQLException, InterruptedException {
    try (Connection connection = open(file, MEMORY_TO_WRITE);
        Statement work = connection.createStatement()) {
      work.execute(
          "CREATE TABLE orders (id BIGINT PRIMARY KEY, customer INTEGER, title VARCHAR,"
              + " total DECIMAL(12,2), paid BOOLEAN, day DATE, ordered_at TIMESTAMP)");
      work.execute(
          """
          INSERT INTO orders SELECT i, i %% 1000, 'order ' || i, i * 1.5, i %% 7 = 0,
            DATE '2024-01-01' + (i %% 365)::INT, TIMESTAMP '2024-01-01' + to_seconds(i)
            FROM range(%d) t(i)"""
              .formatted(rows));
    }
  }

  /** Changes a hundredth of the rows, in every part of the table, others in each round. */
  long change(String file, int round) throws SQLException, InterruptedException {
    return update(file, "UPDATE orders SET total = total + 1 WHERE id % 100 = " + round);
  }

  /** Deletes a thousandth of the rows; none that any round changes. */
  long delete(String file, int round) throws SQLException, InterruptedException {
    return update(file, "DELETE FROM orders WHERE id % 1000 = " + (550 + round));
  }

  private long update(String file, String sql) throws SQLException, InterruptedException {
    try (Connection connection = open(file, MEMORY_TO_WRITE);
        Statement work = connection.createStatement()) {
      return work.executeUpdate(sql);
    }
  }

  /**
   * Compares two tables in full by key and hash of the rest, and counts what differs; with twice
   * the memory for as long as it runs out of it.
   */
  Compared join(String source, String destination) throws SQLException, InterruptedException {
    for (int memory = MEMORY_TO_READ; ; memory *= 2) {
      try {
        return join(source, destination, memory);
      } catch (SQLException e) {
        if (!String.valueOf(e.getMessage()).contains("Out of Memory")) {
          throw e;
        }
      }
    }
  }

  private Compared join(String source, String destination, int memory)
      throws SQLException, InterruptedException {
    try (Connection connection = open(source, memory);
        Statement work = connection.createStatement()) {
      work.execute("ATTACH '" + path(destination) + "' AS other (READ_ONLY)");
      String hashed = "(SELECT id, hash(" + String.join(", ", OTHERS) + ") AS h FROM %s)";
      long start = System.nanoTime();
      try (ResultSet result =
          work.executeQuery(
              ("SELECT count(*) FILTER (o.id IS NULL), count(*) FILTER (n.h <> o.h),"
                      + " count(*) FILTER (n.id IS NULL) FROM %s n FULL OUTER JOIN %s o USING (id)")
                  .formatted(hashed.formatted("orders"), hashed.formatted("other.orders")))) {
        result.next();
        Counted counted = new Counted(result.getLong(1), result.getLong(2), result.getLong(3));
        return new Compared(counted, Limits.since(start), memory);
      }
    }
  }

  /** A copy without anything of Eider's, to merge into. */
  void copy(String from, String to) throws SQLException, InterruptedException {
    try (Connection connection = open(to, MEMORY_TO_WRITE);
        Statement work = connection.createStatement()) {
      work.execute("ATTACH '" + path(from) + "' AS other (READ_ONLY)");
      work.execute("CREATE TABLE orders AS FROM other.orders");
    }
  }

  /** Brings a table's rows into its copy; as in Eider, rows that are equal stay as they are. */
  Compared merge(String from, String to) throws SQLException, InterruptedException {
    try (Connection connection = open(to, MEMORY_TO_WRITE);
        Statement work = connection.createStatement()) {
      work.execute("ATTACH '" + path(from) + "' AS other (READ_ONLY)");
      return merged(work, "orders", "other.orders", OTHERS);
    }
  }

  /** The first load of newline-delimited JSON. */
  void load(Path rows, String to) throws SQLException, InterruptedException {
    try (Connection connection = open(to, MEMORY_TO_WRITE);
        Statement work = connection.createStatement()) {
      work.execute("CREATE TABLE payments AS FROM " + json(rows));
    }
  }

  /** Brings newline-delimited JSON into what was loaded before. */
  Compared mergeJson(Path rows, String to) throws SQLException, InterruptedException {
    try (Connection connection = open(to, MEMORY_TO_WRITE);
        Statement work = connection.createStatement()) {
      return merged(work, "payments", json(rows), Records.OTHERS);
    }
  }

  private static Compared merged(Statement work, String into, String from, List<String> others)
      throws SQLException {
    String differs =
        others.stream()
            .map(c -> "t." + c + " IS DISTINCT FROM s." + c)
            .collect(Collectors.joining(" OR "));
    String sets = others.stream().map(c -> c + " = s." + c).collect(Collectors.joining(", "));
    long start = System.nanoTime();
    long touched =
        work.executeUpdate(
            ("MERGE INTO %s t USING %s s ON t.id = s.id WHEN MATCHED AND (%s) THEN UPDATE SET %s"
                    + " WHEN NOT MATCHED THEN INSERT BY NAME *")
                .formatted(into, from, differs, sets));
    return new Compared(new Counted(0, touched, 0), Limits.since(start), MEMORY_TO_WRITE);
  }

  private static String json(Path rows) {
    return "read_json('" + quoted(rows) + "', format = 'newline_delimited')";
  }

  /** A worker keeps a file for a moment after it used it. */
  private Connection open(String file, int memory) throws SQLException, InterruptedException {
    for (int i = 1; ; i++) {
      try {
        return sized(DriverManager.getConnection("jdbc:duckdb:" + path(file)), memory);
      } catch (SQLException e) {
        if (i == TRIES || !String.valueOf(e.getMessage()).contains("lock")) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES_MILLIS);
      }
    }
  }

  private static Connection sized(Connection connection, int memory) throws SQLException {
    try (Statement settings = connection.createStatement()) {
      settings.execute("SET memory_limit = '" + memory + "MB'");
      settings.execute("SET threads = 2");
    }
    return connection;
  }

  private String path(String file) {
    return quoted(folder.resolve(file));
  }

  private static String quoted(Path path) {
    return path.toString().replace("'", "''");
  }

  /**
   * What the engine needed.
   *
   * @param changes what it found
   * @param took how long
   * @param memory the least it came by with, in MB
   */
  record Compared(Counted changes, Duration took, int memory) {
    double seconds() {
      return Limits.seconds(took);
    }
  }
}
