package dev.eider.check;

import dev.eider.record.FieldType;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a column's name or type says about what it is good for. */
final class Columns {
  private static final Pattern BIRTH =
      Pattern.compile(
          "(date_?|time_?)?(created|inserted)(_?(at|on|date|time|timestamp))?"
              + "|(creation|insertion|insert)_?(date|time|timestamp)");
  private static final Pattern NESTED = Pattern.compile("^(STRUCT|MAP|UNION)\\(.*|.*]$");
  private static final Pattern FLOATS = Pattern.compile(".*\\b(FLOAT|DOUBLE)\\b.*");

  private Columns() {}

  /** Whether a column tells, by its name, when a row was made and not when it changed. */
  static boolean tellBirth(String name) {
    return BIRTH.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  /**
   * Whether equal values of a type may be written differently, so that a key cannot be known again
   * by its text: DuckDB holds one month and 30 days for equal, and the two zeros, also deep inside.
   * A float by itself is no such type: its zeros and NaNs have one text each, see the key ids.
   */
  static boolean equalInMoreThanOneText(FieldType type) {
    if (!(type instanceof FieldType.Native known)) {
      return false;
    }
    String name = known.name().toUpperCase(Locale.ROOT);
    return name.contains("INTERVAL")
        || name.contains("VARIANT")
        || (NESTED.matcher(name).matches() && FLOATS.matcher(name).matches());
  }
}
