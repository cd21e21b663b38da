package dev.eider.connector.duckdb;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All a row holds in one number, 128 bits of MD5, as SQL: what a row is known by where no column is
 * its key. Never {@code hash()}, which differs between versions of DuckDB and so between a file and
 * MotherDuck, and whose 64 bits would take two rows of many millions for one and lose the second.
 *
 * <p>A column that holds nothing adds nothing, so a column that is new changes only the rows that
 * have something in it.
 */
final class ContentHash {
  /** What a column of them is. */
  static final String TYPE = "UHUGEINT";

  private ContentHash() {}

  /** Of rows with these columns of a table, which have the types they have there. */
  static String of(Table table, List<String> columns) {
    return of(table, columns, Names::quoted);
  }

  /**
   * The same where values stand elsewhere.
   *
   * @param value a column's value as SQL, with the type the table says
   */
  static String of(Table table, List<String> columns, UnaryOperator<String> value) {
    // concat() leaves out what is null.
    return Stream.concat(
            Stream.of("''"),
            columns.stream().map(c -> part(c, text(value.apply(c), table.type(c)))))
        .collect(Collectors.joining(", ", "md5_number(concat(", "))"));
  }

  /** With lengths, so that no two rows read the same. */
  private static String part(String column, String text) {
    String name = Names.literal(column.length() + ":" + column + ":");
    return "%1$s || length(%2$s) || ':' || %2$s".formatted(name, text);
  }

  /** The text of a union does not say which of its types it has. */
  private static String text(String value, String type) {
    String text = RowHash.text(value, type);
    return type.contains("UNION(") ? "(" + text + " || to_json(" + value + "))" : text;
  }
}
