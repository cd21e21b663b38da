package dev.eider.connector.duckdb;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL that turns a value as it was read into the type of its column; null where it cannot. */
final class Values {
  /**
   * ISO 8601 as it is written where DuckDB's own cast gives up, and what to rewrite it to: minutes
   * with an offset, the basic form, a blank before the offset. Rewritten and not parsed by {@code
   * strptime}, whose lists of formats carry an offset from one row over to the next (DuckDB 1.5.5).
   */
  private static final String[][] REWRITTEN = {
    {"^(\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d)(Z|[+-]\\d\\d:?\\d\\d)$", "\\1:00\\2"},
    {"^(\\d{4})(\\d\\d)(\\d\\d)$", "\\1-\\2-\\3"},
    {"^(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)(\\D.*)?$", "\\1-\\2-\\3T\\4:\\5:\\6\\7"},
    {" +([+-]\\d\\d:?\\d\\d)$", "\\1"},
  };

  /**
   * Text to a decimal of 128 bits takes 13 µs a value, to one of 64 bits 0.2 µs (DuckDB 1.5.5), so
   * the small one is tried first; the scale and so the value are the same.
   */
  private static final Pattern WIDE_DECIMAL =
      Pattern.compile("DECIMAL\\((?:19|[23]\\d),(\\d|1[0-2])\\)");

  private Values() {}

  static String cast(String value, String from, String to) {
    if (to.equals(from)) {
      return value;
    }
    if (from.equals("VARCHAR") && Types.isTemporal(to)) {
      return moment(value, to);
    }
    if (to.equals("JSON")) {
      return "to_json(" + value + ")";
    }
    String cast = "TRY_CAST(" + value + " AS " + to + ")";
    Matcher wide = WIDE_DECIMAL.matcher(to);
    if (!from.equals("VARCHAR") || !wide.matches()) {
      return cast;
    }
    return "coalesce(CAST(TRY_CAST(%s AS DECIMAL(18,%s)) AS %s), %s)"
        .formatted(value, wide.group(1), to, cast);
  }

  private static String moment(String text, String to) {
    return switch (to) {
      case "DATE" ->
          "coalesce(TRY_CAST(" + text + " AS DATE), CAST(" + timestamp(text) + " AS DATE))";
      case "TIME" -> "TRY_CAST(" + text + " AS TIME)";
      case "TIMESTAMP" -> timestamp(text);
      default -> timestampTz(text);
    };
  }

  /** Sessions live in UTC, so an offset moves the time instead of being dropped. */
  private static String timestamp(String text) {
    return "(" + timestampTz(text) + " AT TIME ZONE 'UTC')";
  }

  private static String timestampTz(String text) {
    String number = "TRY_CAST(" + text + " AS BIGINT)";
    return "coalesce(TRY_CAST("
        + text
        + " AS TIMESTAMPTZ), CASE WHEN regexp_full_match("
        + text
        + ", '-?[0-9]{9,10}') THEN to_timestamp("
        + number
        + ") WHEN regexp_full_match("
        + text
        + ", '-?[0-9]{12,13}') THEN to_timestamp("
        + number
        + " / 1000.0) ELSE TRY_CAST("
        + rewritten(text)
        + " AS TIMESTAMPTZ) END)";
  }

  private static String rewritten(String text) {
    String sql = text;
    for (String[] rule : REWRITTEN) {
      sql =
          "regexp_replace("
              + sql
              + ", "
              + Names.literal(rule[0])
              + ", "
              + Names.literal(rule[1])
              + ")";
    }
    return sql;
  }
}
