package dev.eider.connector.duckdb;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * One connection for one piece of work. It is closed after any exception: DuckDB's connections are
 * not to be trusted then, and closing one rolls its transaction back.
 */
final class Session implements AutoCloseable {
  private final Connection connection;
  private final String where;

  Session(Connection connection, String where) {
    this.connection = connection;
    this.where = where;
  }

  /** Runs a statement whose result nobody needs. */
  void run(String sql, @Nullable Object... values) {
    update(sql, values);
  }

  /** Runs a statement and tells how many rows it touched. */
  long update(String sql, @Nullable Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      statement.execute();
      return statement.getUpdateCount();
    } catch (SQLException e) {
      throw Faults.of(e, where);
    }
  }

  /** A small result, held whole. */
  List<Line> query(String sql, @Nullable Object... values) {
    List<Line> lines = new ArrayList<>();
    stream(sql, lines::add, values);
    return lines;
  }

  /** The only line of a result, or none. */
  Optional<Line> first(String sql, @Nullable Object... values) {
    return query(sql, values).stream().findFirst();
  }

  /** The one number a query answers. */
  long number(String sql, @Nullable Object... values) {
    return query(sql, values).getFirst().number(0);
  }

  /** Hands out line by line. */
  void stream(String sql, LineReader reader, @Nullable Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      try (ResultSet result = statement.executeQuery()) {
        int width = result.getMetaData().getColumnCount();
        while (result.next()) {
          @Nullable Object[] line = new @Nullable Object[width];
          for (int i = 0; i < width; i++) {
            line[i] = result.getObject(i + 1);
          }
          reader.line(new Line(line));
        }
      }
    } catch (SQLException e) {
      throw Faults.of(e, where);
    }
  }

  /** Hands out line by line while they are fetched, however many there are. */
  void flow(String sql, LineReader reader) {
    script("SET SESSION jdbc_stream_results = true");
    stream(sql, reader);
    script("SET SESSION jdbc_stream_results = false");
  }

  /** Work on rows that are fetched while they are walked over, however many there are. */
  <T> T walk(String sql, Function<StreamedRows, T> work) {
    script("SET SESSION jdbc_stream_results = true");
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return work.apply(new StreamedRows(result, where));
    } catch (SQLException e) {
      throw Faults.of(e, where);
    }
  }

  /** Fills a temporary table the engine's own way, without a statement for each row. */
  void fill(String temporary, Filling rows) {
    try (DuckDBAppender appender =
        connection.unwrap(DuckDBConnection.class).createAppender("temp", "main", temporary)) {
      rows.into(appender);
      appender.flush();
    } catch (SQLException e) {
      throw Faults.of(e, where);
    }
  }

  /** A vector as a value for a statement. */
  Array vector(float[] numbers) {
    Float[] boxed = new Float[numbers.length];
    for (int i = 0; i < boxed.length; i++) {
      boxed[i] = numbers[i];
    }
    return array("FLOAT", boxed);
  }

  /** A list of texts as a value for a statement. */
  Array texts(Collection<String> texts) {
    return array("VARCHAR", texts.toArray());
  }

  private Array array(String type, Object[] values) {
    try {
      return connection.createArrayOf(type, values);
    } catch (SQLException e) {
      throw Faults.of(e, where);
    }
  }

  /** All of it, or nothing; must be the last thing done with this session when it throws. */
  <T> T transaction(Supplier<T> work) {
    script("BEGIN");
    T result = work.get();
    script("COMMIT");
    return result;
  }

  /** The result of work that is undone; the same holds when it throws. */
  <T> T rehearsal(Supplier<T> work) {
    script("BEGIN");
    T result = work.get();
    script("ROLLBACK");
    return result;
  }

  /** Runs statements that cannot be prepared. */
  void script(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw Faults.of(e, where);
    }
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  @Override
  public void close() {
    Closing.quietly(connection);
  }

  /** Gives rows to a table. */
  interface Filling {
    void into(DuckDBAppender rows) throws SQLException;
  }

  /** Takes lines as they come. */
  interface LineReader {
    void line(Line line) throws SQLException;
  }

  /** One line of a result. */
  static final class Line {
    private final @Nullable Object[] values;

    Line(@Nullable Object[] values) {
      this.values = values;
    }

    @Nullable Object value(int index) {
      return values[index];
    }

    /** The text there, which the query promises not to be null. */
    String text(int index) {
      return String.valueOf(values[index]);
    }

    @Nullable String textOrNull(int index) {
      Object value = values[index];
      return value == null ? null : value.toString();
    }

    long number(int index) {
      return values[index] instanceof Number number ? number.longValue() : 0;
    }

    /** The numbers there, none of them null. */
    float[] vector(int index) throws SQLException {
      if (!(values[index] instanceof Array array) || !(array.getArray() instanceof Object[] all)) {
        throw new SQLException("expected a vector");
      }
      float[] vector = new float[all.length];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = all[i] instanceof Number number ? number.floatValue() : Float.NaN;
      }
      return vector;
    }

    boolean flag(int index) {
      return Boolean.TRUE.equals(values[index]);
    }
  }
}
