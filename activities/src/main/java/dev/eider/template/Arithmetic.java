package dev.eider.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's arithmetic operators. */
final class Arithmetic {
  private Arithmetic() {}

  static @Nullable Object apply(String operator, @Nullable Object left, @Nullable Object right) {
    if (operator.equals("%") && left instanceof String format) {
      return PercentFormat.format(format, right);
    }
    Undefined.refuse(left);
    Undefined.refuse(right);
    if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
      return Numbers.isInt(left) && Numbers.isInt(right)
          ? integers(operator, left, right)
          : floats(operator, Numbers.dbl(left), Numbers.dbl(right));
    }
    Object result = sequences(operator, left, right);
    if (result == null) {
      result = TimeMath.apply(operator, left, right);
    }
    if (result == null) {
      throw TemplateException.type(
          "'" + operator + "' between " + Types.name(left) + " and " + Types.name(right));
    }
    return result;
  }

  static @Nullable Object negate(@Nullable Object value) {
    Undefined.refuse(value);
    return switch (value) {
      case Double number -> -number;
      case Long number when number != Long.MIN_VALUE -> -number;
      case java.time.Duration duration -> duration.negated();
      case Iso8601Duration duration -> duration.negated();
      case null, default -> {
        if (Numbers.isInt(value)) {
          yield Numbers.of(Numbers.big(value).negate());
        }
        throw TemplateException.type("bad operand for unary -: " + Types.name(value));
      }
    };
  }

  static @Nullable Object positive(@Nullable Object value) {
    Undefined.refuse(value);
    if (value instanceof java.time.Duration) {
      return value;
    }
    if (!Numbers.isNumber(value)) {
      throw TemplateException.type("bad operand for unary +: " + Types.name(value));
    }
    return value instanceof Boolean ? (Object) Numbers.small(value) : value;
  }

  private static Object integers(String operator, @Nullable Object a, @Nullable Object b) {
    if (Numbers.isSmall(a) && Numbers.isSmall(b)) {
      long x = Numbers.small(a);
      long y = Numbers.small(b);
      boolean tame = Math.abs(x) < 1L << 31 && Math.abs(y) < 1L << 31;
      if (tame && "+-*".contains(operator)) {
        return operator.equals("+") ? x + y : operator.equals("-") ? x - y : x * y;
      }
    }
    BigInteger x = Numbers.big(a);
    BigInteger y = Numbers.big(b);
    return switch (operator) {
      case "+" -> Numbers.of(x.add(y));
      case "-" -> Numbers.of(x.subtract(y));
      case "*" -> Numbers.of(x.multiply(y));
      case "/" -> divide(x, y);
      case "//" -> Numbers.of(floor(x, y));
      case "%" -> Numbers.of(x.subtract(floor(x, y).multiply(y)));
      default -> power(x, y);
    };
  }

  private static Object divide(BigInteger x, BigInteger y) {
    refuseZero(y.signum() == 0);
    return new BigDecimal(x).divide(new BigDecimal(y), new MathContext(40)).doubleValue();
  }

  private static BigInteger floor(BigInteger x, BigInteger y) {
    refuseZero(y.signum() == 0);
    BigInteger[] parts = x.divideAndRemainder(y);
    boolean down = parts[1].signum() != 0 && parts[1].signum() != y.signum();
    return down ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  private static Object power(BigInteger x, BigInteger y) {
    if (y.signum() < 0) {
      refuseZero(x.signum() == 0);
      return Math.pow(x.doubleValue(), y.doubleValue());
    }
    boolean trivial = x.abs().compareTo(BigInteger.ONE) <= 0;
    if (trivial) {
      boolean even = y.signum() == 0 || !y.testBit(0);
      return y.signum() == 0 ? (Object) 1L : Numbers.of(even ? x.abs() : x);
    }
    if (y.bitLength() > 31 || x.bitLength() * y.longValue() > Limits.BITS) {
      throw new TemplateException("expected an integer of at most " + Limits.BITS + " bits");
    }
    return Numbers.of(x.pow(y.intValue()));
  }

  private static Object floats(String operator, double x, double y) {
    return switch (operator) {
      case "+" -> x + y;
      case "-" -> x - y;
      case "*" -> x * y;
      case "/" -> {
        refuseZero(y == 0);
        yield x / y;
      }
      case "//" -> {
        refuseZero(y == 0);
        yield Math.floor(x / y);
      }
      case "%" -> {
        refuseZero(y == 0);
        double rest = x % y;
        yield rest != 0 && rest < 0 != y < 0 ? rest + y : Math.copySign(rest, y);
      }
      default -> Math.pow(x, y);
    };
  }

  private static void refuseZero(boolean zero) {
    if (zero) {
      throw new TemplateException("division by zero");
    }
  }

  private static @Nullable Object sequences(
      String operator, @Nullable Object left, @Nullable Object right) {
    if (operator.equals("+") && left instanceof String a && right instanceof String b) {
      Limits.text((long) a.length() + b.length());
      return a + b;
    }
    if (operator.equals("+")
        && left instanceof List<?> a
        && right instanceof List<?> b
        && (a instanceof Tuple) == (b instanceof Tuple)) {
      Limits.text((long) a.size() + b.size());
      List<@Nullable Object> joined = new ArrayList<>(a);
      joined.addAll(b);
      return a instanceof Tuple ? Tuple.of(joined) : joined;
    }
    if (operator.equals("*")) {
      return Numbers.isInt(left) ? repeat(right, left) : repeat(left, right);
    }
    return operator.equals("-") ? Sets.difference(left, right) : null;
  }

  private static @Nullable Object repeat(@Nullable Object what, @Nullable Object times) {
    if (!Numbers.isInt(times)) {
      return null;
    }
    long count = Math.max(0, Numbers.index(times, "repeat"));
    if (what instanceof String text) {
      return Text.repeat(text, count);
    }
    if (!(what instanceof List<?> list)) {
      return null;
    }
    Limits.items(list.isEmpty() ? 0 : count);
    Limits.items(count * list.size());
    List<@Nullable Object> repeated = new ArrayList<>();
    for (long i = 0; i < count && !list.isEmpty(); i++) {
      repeated.addAll(list);
    }
    return list instanceof Tuple ? Tuple.of(repeated) : repeated;
  }
}
