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
    return "CAST(md5_number_lower("
        + IntStream.range(0, columns.size())
            .mapToObj(i -> text(columns.get(i), types.get(i)))
            .collect(Collectors.joining(" || "))
        + ") >> 1 AS BIGINT)";
  }

  /** With its length before it, so that no two keys of several parts read the same. */
  private static String text(String column, String type) {
    String text = "CAST(TRY_CAST(" + column + " AS " + type + ") AS VARCHAR)";
    return "length(" + text + ") || ':' || " + text;
  }
}
