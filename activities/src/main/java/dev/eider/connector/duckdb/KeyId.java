package dev.eider.connector.duckdb;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A row's primary key in one BIGINT, the same wherever it is computed: an integer is itself, any
 * other key 63 bits of the MD5 of its text. Never {@code hash()}, which differs between versions of
 * DuckDB and so between a file and MotherDuck. Null when any part of the key is.
 *
 * <p>Two keys that fall together are taken for one: a row that is gone may be kept for it, none
 * that is there is ever removed.
 */
final class KeyId {
  private static final Set<String> INTEGERS =
      Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER");
  private static final Set<String> FLOATS = Set.of("FLOAT", "DOUBLE");

  private KeyId() {}

  /**
   * The SQL for it.
   *
   * @param columns the key's columns as SQL
   * @param types the types they have in the destination, which the source casts to first
   */
  static String sql(List<String> columns, List<String> types) {
    if (columns.size() == 1 && INTEGERS.contains(types.getFirst())) {
      return "TRY_CAST(" + columns.getFirst() + " AS BIGINT)";
    }
    int last = columns.size() - 1;
    // md5_number_lower takes three times as long as all 128 bits of which it is the half.
    return "CAST(md5_number("
        + IntStream.rangeClosed(0, last)
            .mapToObj(i -> part(text(columns.get(i), types.get(i)), i == last))
            .collect(Collectors.joining(" || "))
        + ") & "
        + Long.MAX_VALUE
        + " AS BIGINT)";
  }

  /** With its length before it, so that no two keys of several parts read the same. */
  private static String part(String text, boolean last) {
    return last ? text : "length(" + text + ") || ':' || " + text;
  }

  /** One text for all that is equal: zero and NaN have two. */
  private static String text(String column, String type) {
    String value = "TRY_CAST(" + column + " AS " + type + ")";
    return FLOATS.contains(type)
        ? "CASE WHEN isnan(%1$s) THEN 'nan' ELSE CAST(%1$s + 0::DOUBLE AS VARCHAR) END"
            .formatted(value)
        : "CAST(" + value + " AS VARCHAR)";
  }
}
