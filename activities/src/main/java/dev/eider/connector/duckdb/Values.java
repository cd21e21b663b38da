package dev.eider.connector.duckdb;

/** SQL that turns a value as it was read into the type of its column; null where it cannot. */
final class Values {
  /** ISO 8601 as it is written where DuckDB's own cast gives up. */
  private static final String FORMATS =
      "['%Y-%m-%dT%H:%M%z', '%Y-%m-%d %H:%M%z', '%Y-%m-%dT%H:%MZ', '%Y%m%dT%H%M%S%z',"
          + " '%Y%m%dT%H%M%SZ', '%Y%m%dT%H%M%S', '%Y%m%d', '%Y-%m-%d %H:%M:%S %z']";

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
    return "TRY_CAST(" + value + " AS " + to + ")";
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
        + " / 1000.0) ELSE CAST(try_strptime("
        + text
        + ", "
        + FORMATS
        + ") AS TIMESTAMPTZ) END)";
  }
}
