package dev.eider.template;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Python's {@code int()} and {@code float()}. */
final class Conversions {
  private static final Pattern FLOAT =
      Pattern.compile(
          "[+-]?(?:(?:\\d(?:_?\\d)*)?\\.\\d(?:_?\\d)*|\\d(?:_?\\d)*\\.?)(?:[eE][+-]?\\d(?:_?\\d)*)?");

  private Conversions() {}

  /** An int, or null where Python raises a TypeError or ValueError. */
  static @Nullable Object toInt(@Nullable Object value, int base) {
    Undefined.refuse(value);
    if (value instanceof String text) {
      return integer(text, base);
    }
    if (value instanceof Double number) {
      return Double.isNaN(number) || Double.isInfinite(number) ? null : Numbers.truncate(number);
    }
    return Numbers.isInt(value) ? Numbers.of(Numbers.big(value)) : null;
  }

  private static @Nullable Object integer(String written, int base) {
    String text = Splitting.strip(written, null, true, true).toLowerCase(Locale.ROOT);
    boolean minus = text.startsWith("-");
    String digits = minus || text.startsWith("+") ? text.substring(1) : text;
    String prefix = base == 16 ? "0x" : base == 8 ? "0o" : base == 2 ? "0b" : "";
    boolean prefixed = !prefix.isEmpty() && digits.startsWith(prefix);
    digits = prefixed ? digits.substring(2) : digits;
    boolean wellFormed =
        !digits.isEmpty()
            && !digits.startsWith("_")
            && !digits.endsWith("_")
            && !digits.contains("__")
            && digits.length() < 4300
            && base >= 2
            && base <= 36;
    String plain = digits.replace("_", "");
    if (!wellFormed || !plain.chars().allMatch(c -> Character.digit(c, base) >= 0)) {
      return null;
    }
    BigInteger number = new BigInteger(plain, base);
    return Numbers.of(minus ? number.negate() : number);
  }

  /** A float, or null where Python raises a TypeError or ValueError. */
  static @Nullable Object toFloat(@Nullable Object value) {
    Undefined.refuse(value);
    if (!(value instanceof String written)) {
      return Numbers.isNumber(value) ? (Object) Numbers.dbl(value) : null;
    }
    String text = Splitting.strip(written, null, true, true);
    if (FLOAT.matcher(text).matches()) {
      return Double.parseDouble(text.replace("_", ""));
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      case "nan", "+nan", "-nan" -> Double.NaN;
      default -> null;
    };
  }
}
