package dev.eider.connector.duckdb;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;

/** The one place where names and texts become SQL. */
final class Names {
  static final String RAW_ID = "_airbyte_raw_id";
  static final String EXTRACTED_AT = "_airbyte_extracted_at";
  static final String META = "_airbyte_meta";

  /** When a row was missed at the source; only in tables where one was, and kept. */
  static final String DELETED_AT = "_eider_deleted_at";

  /** Which documents a collection of vectors has. */
  static final String DOCUMENTS = "_eider_documents";

  private Names() {}

  /** A name as SQL, whatever it holds. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A text as SQL. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Whether two names are one to DuckDB. */
  static boolean same(String one, String other) {
    return folded(one).equals(folded(other));
  }

  static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  static boolean isOurs(String column) {
    return same(column, RAW_ID)
        || same(column, EXTRACTED_AT)
        || same(column, META)
        || same(column, DELETED_AT);
  }

  /**
   * The column a field is kept in. The exact name wins; a field that differs from a column in case
   * only, or that would hide one of ours, gets a suffix made of its own name.
   */
  static String columnFor(String field, Collection<String> columns) {
    if (columns.contains(field) && !isOurs(field)) {
      return field;
    }
    boolean taken = isOurs(field) || columns.stream().anyMatch(c -> same(c, field));
    return taken ? suffixed(field) : field;
  }

  /** Where rows of an overwrite wait until they take the table's place. */
  static String shadow(String table) {
    return table + "__eider_next";
  }

  /** Where the keys of a complete listing are noted while it is loaded. */
  static String seen(String table) {
    return "_eider_seen_" + table;
  }

  /** Where the keys of rows that are gone are noted until these are removed. */
  static String gone(String table) {
    return "_eider_gone_" + table;
  }

  private static String suffixed(String field) {
    CRC32 sum = new CRC32();
    sum.update(field.getBytes(StandardCharsets.UTF_8));
    return field + "_" + HexFormat.of().toHexDigits((int) sum.getValue());
  }
}
