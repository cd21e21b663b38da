package dev.eider.connector.duckdb;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The smallest type that holds what two columns hold. Whatever has no common type becomes text;
 * nothing ever becomes narrower.
 */
final class Widening {
  private static final String TEXT = "VARCHAR";
  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");
  private static final int MAX_DIGITS = 38;

  /** Digits an integer type may have. */
  private static final Map<String, Integer> DIGITS =
      Map.of(
          "TINYINT", 3,
          "UTINYINT", 3,
          "SMALLINT", 5,
          "USMALLINT", 5,
          "INTEGER", 10,
          "UINTEGER", 10,
          "BIGINT", 19,
          "UBIGINT", 20,
          "HUGEINT", 39,
          "UHUGEINT", 39);

  private static final Map<String, Integer> MOMENTS =
      Map.of("DATE", 0, "TIMESTAMP", 1, "TIMESTAMP WITH TIME ZONE", 2);

  private Widening() {}

  /** What a column of the table must be so that values of the batch fit too. */
  static String join(String table, String batch) {
    if (table.equals(batch) || table.equals(TEXT) || table.equals("JSON")) {
      return table;
    }
    if (MOMENTS.containsKey(table) && MOMENTS.containsKey(batch)) {
      return MOMENTS.get(table) >= MOMENTS.get(batch) ? table : batch;
    }
    if (isNumber(table) && isNumber(batch)) {
      return numbers(table, batch);
    }
    return TEXT;
  }

  private static String numbers(String table, String batch) {
    if (isFloat(table) || isFloat(batch)) {
      return "DOUBLE";
    }
    if (DIGITS.containsKey(table) && DIGITS.containsKey(batch)) {
      return integers(table, batch);
    }
    int scale = Math.max(scale(table), scale(batch));
    int whole = Math.max(digits(table) - scale(table), digits(batch) - scale(batch));
    return whole + scale > MAX_DIGITS ? TEXT : "DECIMAL(" + (whole + scale) + "," + scale + ")";
  }

  private static String integers(String table, String batch) {
    boolean sameSign = table.startsWith("U") == batch.startsWith("U");
    if (sameSign) {
      return digits(table) >= digits(batch) ? table : batch;
    }
    String unsigned = table.startsWith("U") ? table : batch;
    String signed = table.startsWith("U") ? batch : table;
    if (unsigned.equals("UHUGEINT")) {
      return TEXT;
    }
    if (digits(signed) > digits(unsigned)) {
      return signed;
    }
    return digits(unsigned) < digits("BIGINT") ? "BIGINT" : "HUGEINT";
  }

  private static boolean isNumber(String type) {
    return isFloat(type) || DIGITS.containsKey(type) || DECIMAL.matcher(type).matches();
  }

  private static boolean isFloat(String type) {
    return type.equals("DOUBLE") || type.equals("FLOAT");
  }

  private static int digits(String type) {
    Matcher decimal = DECIMAL.matcher(type);
    return decimal.matches()
        ? Integer.parseInt(decimal.group(1))
        : DIGITS.getOrDefault(type, MAX_DIGITS);
  }

  private static int scale(String type) {
    Matcher decimal = DECIMAL.matcher(type);
    return decimal.matches() ? Integer.parseInt(decimal.group(2)) : 0;
  }
}
