package dev.eider.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Python's int and float on top of Long, BigInteger, Boolean and Double. */
final class Numbers {
  private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

  private Numbers() {}

  /** Any Java number as one of the four. */
  static @Nullable Object normal(@Nullable Object value) {
    if (!(value instanceof Number)) {
      return value;
    }
    return switch (value) {
      case Integer number -> number.longValue();
      case Short number -> number.longValue();
      case Byte number -> number.longValue();
      case Float number -> number.doubleValue();
      case BigDecimal number -> number.doubleValue();
      case BigInteger number -> of(number);
      default -> value;
    };
  }

  static Object of(BigInteger value) {
    if (value.bitLength() > Limits.BITS) {
      throw new TemplateException("expected an integer of at most " + Limits.BITS + " bits");
    }
    boolean small = value.compareTo(LONG_MIN) >= 0 && value.compareTo(LONG_MAX) <= 0;
    return small ? (Object) value.longValue() : value;
  }

  static boolean isInt(@Nullable Object value) {
    return value instanceof Long || value instanceof Boolean || value instanceof BigInteger;
  }

  static boolean isNumber(@Nullable Object value) {
    return isInt(value) || value instanceof Double;
  }

  static BigInteger big(@Nullable Object value) {
    return value instanceof BigInteger big ? big : BigInteger.valueOf(small(value));
  }

  static boolean isSmall(@Nullable Object value) {
    return value instanceof Long || value instanceof Boolean;
  }

  static long small(@Nullable Object value) {
    if (value instanceof Long number) {
      return number;
    }
    return Boolean.TRUE.equals(value) ? 1 : 0;
  }

  static double dbl(@Nullable Object value) {
    if (value instanceof Double number) {
      return number;
    }
    if (value instanceof BigInteger big) {
      double result = big.doubleValue();
      if (Double.isInfinite(result)) {
        throw new TemplateException("integer too large for a float");
      }
      return result;
    }
    return (double) small(value);
  }

  /** An integer argument, as Python's {@code __index__} gives it. */
  static long index(@Nullable Object value, String what) {
    if (isSmall(value)) {
      return small(value);
    }
    if (value instanceof BigInteger big) {
      return big.signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }
    Undefined.refuse(value);
    throw TemplateException.type(what + "() expected an integer but got " + Types.name(value));
  }

  /** {@code int(float)}: towards zero. */
  static Object truncate(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new TemplateException("expected a finite number to make an integer of");
    }
    if (Math.abs(value) < 1e18) {
      return (long) value;
    }
    return of(new BigDecimal(value).toBigInteger());
  }

  /** {@code round(value, digits)}: half to even of the exact binary value. */
  static @Nullable Object round(@Nullable Object value, long digits) {
    if (isInt(value)) {
      return digits >= 0
          ? of(big(value))
          : of(
              new BigDecimal(big(value))
                  .setScale((int) Math.max(digits, -400), RoundingMode.HALF_EVEN)
                  .toBigInteger());
    }
    if (!(value instanceof Double number)) {
      throw TemplateException.type("type " + Types.name(value) + " does not define rounding");
    }
    if (number.isNaN() || number.isInfinite() || digits > 330) {
      return number;
    }
    double result =
        new BigDecimal(number)
            .setScale((int) Math.max(digits, -400), RoundingMode.HALF_EVEN)
            .doubleValue();
    return result == 0 ? Math.copySign(0.0, number) : result;
  }
}
