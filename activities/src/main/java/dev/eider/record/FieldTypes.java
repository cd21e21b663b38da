package dev.eider.record;

import dev.eider.record.FieldType.Bool;
import dev.eider.record.FieldType.Decimal;
import dev.eider.record.FieldType.Float64;
import dev.eider.record.FieldType.Int64;
import dev.eider.record.FieldType.Json;
import dev.eider.record.FieldType.Text;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Which type a value has, and which type holds what two types hold. */
final class FieldTypes {
  private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final int DECIMAL_DIGITS = 38;

  private FieldTypes() {}

  /** The narrowest type of a value that was not declared. */
  static FieldType of(Object value) {
    return switch (value) {
      case Boolean b -> new Bool();
      case Long n -> new Int64();
      case Integer n -> new Int64();
      case BigInteger n -> ofInteger(n);
      case Double n -> new Float64();
      case Float n -> new Float64();
      case BigDecimal n -> fits(n, Decimal.NUMBER) ? Decimal.NUMBER : new Float64();
      case String s -> new Text();
      case Map<?, ?> m -> new Json();
      case List<?> l -> new Json();
      default -> new Text();
    };
  }

  /** The narrowest type that holds what both hold; {@link Json} holds everything. */
  static FieldType join(FieldType one, FieldType other) {
    if (one.equals(other)) {
      return one;
    }
    if (one instanceof Json || other instanceof Json) {
      return new Json();
    }
    if (isNumber(one) && isNumber(other)) {
      return joinNumbers(one, other);
    }
    return one instanceof Text || other instanceof Text ? new Text() : new Json();
  }

  /** Whether a decimal column holds a number exactly. */
  static boolean fits(BigDecimal number, Decimal type) {
    BigDecimal plain = number.stripTrailingZeros();
    return Math.max(plain.scale(), 0) <= type.scale()
        && plain.precision() - plain.scale() <= type.precision() - type.scale();
  }

  /** Whether 64 bits hold it. */
  static boolean isLong(BigInteger number) {
    return number.compareTo(LONG_MIN) >= 0 && number.compareTo(LONG_MAX) <= 0;
  }

  private static FieldType ofInteger(BigInteger number) {
    if (isLong(number)) {
      return new Int64();
    }
    return number.abs().toString().length() <= DECIMAL_DIGITS
        ? new Decimal(DECIMAL_DIGITS, 0)
        : new Text();
  }

  private static boolean isNumber(FieldType type) {
    return type instanceof Int64 || type instanceof Decimal || type instanceof Float64;
  }

  private static FieldType joinNumbers(FieldType one, FieldType other) {
    if (one instanceof Float64 || other instanceof Float64) {
      return new Float64();
    }
    Decimal a = one instanceof Decimal d ? d : new Decimal(19, 0);
    Decimal b = other instanceof Decimal d ? d : new Decimal(19, 0);
    int scale = Math.max(a.scale(), b.scale());
    int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
    return whole + scale <= DECIMAL_DIGITS ? new Decimal(whole + scale, scale) : new Float64();
  }
}
