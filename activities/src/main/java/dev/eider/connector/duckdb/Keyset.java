package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Session.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An order in which the rows of a relation can be cut into stretches: by columns whose values never
 * are null. Where rows may tie, a stretch ends after the last of them, so none is lost between two.
 *
 * @param columns SQL expressions; empty = the relation cannot be cut
 * @param types their types
 */
record Keyset(List<String> columns, List<String> types) {
  private static final int SAMPLE = 20_000;

  /**
   * The order that makes rows distinct: the declared key, else none. Row ids are no such order:
   * they move when another process deletes rows and writes its file anew between two chunks.
   */
  static Keyset identity(Relation relation) {
    return new Keyset(
        relation.key().stream().map(Names::quoted).toList(),
        relation.key().stream().map(relation::type).toList());
  }

  Keyset after(String column, String type) {
    List<String> names = new ArrayList<>(List.of(Names.quoted(column)));
    names.addAll(columns);
    List<String> kinds = new ArrayList<>(List.of(type));
    kinds.addAll(types);
    return new Keyset(names, kinds);
  }

  /**
   * The condition for rows behind a row ({@code >}), or up to it ({@code <=}). Spelled out column
   * by column: DuckDB compares tuples as structs, which skips no row group and fails when two
   * comparisons of one tuple are taken for a range.
   */
  String compare(String operator, List<String> values) {
    return compare(operator, values, 0);
  }

  private String compare(String operator, List<String> values, int index) {
    String column = columns.get(index);
    String value = literal(index, values);
    if (index == columns.size() - 1) {
      return column + " " + operator + " " + value;
    }
    String strict = operator.substring(0, 1);
    return "(%1$s %2$s= %3$s AND (%1$s %2$s %3$s OR %4$s))"
        .formatted(column, strict, value, compare(operator, values, index + 1));
  }

  /**
   * The row a stretch of so many rows ends with, roughly so many where they are more than {@link
   * #SAMPLE}; null when there are no more than that.
   */
  @Nullable List<String> edge(Session session, String from, String where, long rows) {
    if (columns.isEmpty()) {
      return null;
    }
    long all = session.number("SELECT count(*) FROM " + from + " WHERE " + where);
    if (all <= rows) {
      return null;
    }
    String names = String.join(", ", columns);
    String some = "(SELECT %s FROM %s WHERE %s)".formatted(names, from, where);
    long at = rows - 1;
    if (rows > SAMPLE) {
      // To put as many in order would take the memory for all of them.
      some += " USING SAMPLE reservoir(%d ROWS) REPEATABLE (1)".formatted(SAMPLE);
      at = (long) ((double) rows / all * SAMPLE) - 1;
    }
    return line(session, "(FROM " + some + ")", names, Math.max(0, at));
  }

  private @Nullable List<String> line(Session session, String from, String names, long at) {
    String texts =
        columns.stream().map(c -> "CAST(" + c + " AS VARCHAR)").collect(Collectors.joining(", "));
    Line line =
        session
            .first(
                "SELECT %s FROM %s ORDER BY %s LIMIT 1 OFFSET %d".formatted(texts, from, names, at))
            .orElse(null);
    return line == null ? null : IntStream.range(0, columns.size()).mapToObj(line::text).toList();
  }

  private String literal(int index, List<String> values) {
    return typed(values.get(index), types.get(index));
  }

  static String typed(String text, String type) {
    return "CAST(" + Names.literal(text) + " AS " + type + ")";
  }
}
