package dev.eider.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Conditions as they are typed: {@code field=value}. */
final class Where {
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
  private static final Pattern REAL =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+([eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)");

  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'");

  private Where() {}

  /** Values by field: true and false, whole numbers, decimals, and whatever else as text. */
  static Map<String, Object> of(List<String> conditions) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String condition : conditions) {
      int sign = condition.indexOf('=');
      if (sign < 1) {
        throw wrong("expected FIELD=VALUE but was '" + condition + "'", "write status=open");
      }
      String field = condition.substring(0, sign);
      if (values.putIfAbsent(field, value(condition.substring(sign + 1))) != null) {
        throw wrong(
            "expected '" + field + "' once but it is there again",
            "a field has one value: keep it");
      }
    }
    return values;
  }

  /** Digits with a zero before them, and numbers too long for one, are text. */
  private static Object value(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    if (WHOLE.matcher(text).matches()) {
      return Long.valueOf(text);
    }
    if (REAL.matcher(text).matches()) {
      return Double.valueOf(text);
    }
    return QUOTED.matcher(text).matches() ? text.substring(1, text.length() - 1) : text;
  }

  private static Trouble wrong(String message, String fix) {
    return Trouble.wrong("cli.usage", "eider search --where", message, fix);
  }
}
