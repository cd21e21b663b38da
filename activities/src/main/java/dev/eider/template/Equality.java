package dev.eider.template;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Python's {@code ==} and {@code <}. */
final class Equality {
  /** The answer of {@link #order} for a pair that has none, such as NaN and anything. */
  static final int UNORDERED = 2;

  private Equality() {}

  static boolean equal(@Nullable Object left, @Nullable Object right) {
    Object a = Numbers.normal(left);
    Object b = Numbers.normal(right);
    if (a == null || b == null) {
      return a == b;
    }
    if (Numbers.isNumber(a)) {
      return Numbers.isNumber(b) && numbers(a, b) == 0;
    }
    return switch (a) {
      case List<?> list -> b instanceof List<?> other && lists(list, other);
      case Map<?, ?> map -> b instanceof Map<?, ?> other && maps(map, other);
      case Set<?> set -> b instanceof Set<?> other && sets(set, other);
      case byte[] bytes -> b instanceof byte[] other && Arrays.equals(bytes, other);
      case OffsetDateTime time -> b instanceof OffsetDateTime other && time.isEqual(other);
      case Undefined undefined -> b instanceof Undefined;
      default -> a.equals(b);
    };
  }

  private static boolean lists(List<?> a, List<?> b) {
    if (a.size() != b.size() || (a instanceof Tuple) != (b instanceof Tuple)) {
      return false;
    }
    Iterator<?> other = b.iterator();
    for (Object item : a) {
      if (!equal(item, other.next())) {
        return false;
      }
    }
    return true;
  }

  private static boolean maps(Map<?, ?> a, Map<?, ?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (Map.Entry<?, ?> entry : a.entrySet()) {
      if (!Dicts.has(b, entry.getKey()) || !equal(entry.getValue(), Dicts.get(b, entry.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sets(Set<?> a, Set<?> b) {
    return a.size() == b.size() && a.stream().allMatch(item -> contains(b, item));
  }

  static boolean contains(Iterable<?> items, @Nullable Object item) {
    for (Object candidate : items) {
      if (equal(candidate, item)) {
        return true;
      }
    }
    return false;
  }

  /** Negative, zero or positive, or {@link #UNORDERED}; a type error where Python has no order. */
  static int order(@Nullable Object left, @Nullable Object right) {
    Object a = Numbers.normal(left);
    Object b = Numbers.normal(right);
    if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
      return numbers(a, b);
    }
    if (a instanceof String first && b instanceof String second) {
      return Integer.signum(Text.compare(first, second));
    }
    if (a instanceof List<?> first
        && b instanceof List<?> second
        && (a instanceof Tuple) == (b instanceof Tuple)) {
      return lexical(first, second);
    }
    if (a instanceof byte[] first && b instanceof byte[] second) {
      return Integer.signum(Arrays.compareUnsigned(first, second));
    }
    return orderOfTimes(a, b);
  }

  private static int orderOfTimes(@Nullable Object a, @Nullable Object b) {
    if (a instanceof OffsetDateTime first && b instanceof OffsetDateTime second) {
      return Integer.signum(first.toInstant().compareTo(second.toInstant()));
    }
    if (a instanceof LocalDateTime first && b instanceof LocalDateTime second) {
      return Integer.signum(first.compareTo(second));
    }
    if (a instanceof LocalDate first && b instanceof LocalDate second) {
      return Integer.signum(first.compareTo(second));
    }
    if (a instanceof Duration first && b instanceof Duration second) {
      return Integer.signum(first.compareTo(second));
    }
    Undefined.refuse(a);
    Undefined.refuse(b);
    throw TemplateException.type(
        "no order between '" + Types.name(a) + "' and '" + Types.name(b) + "'");
  }

  private static int lexical(List<?> a, List<?> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      if (!equal(a.get(i), b.get(i))) {
        return order(a.get(i), b.get(i));
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int numbers(@Nullable Object a, @Nullable Object b) {
    if (Numbers.isSmall(a) && Numbers.isSmall(b)) {
      return Long.compare(Numbers.small(a), Numbers.small(b));
    }
    if (Numbers.isInt(a) && Numbers.isInt(b)) {
      return Numbers.big(a).compareTo(Numbers.big(b));
    }
    if (a instanceof Double first && b instanceof Double second) {
      return doubles(first, second);
    }
    return a instanceof Double first ? mixed(first, b) : negate(mixed((Double) b, a));
  }

  private static int negate(int order) {
    return order == UNORDERED ? UNORDERED : -order;
  }

  private static int doubles(double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return UNORDERED;
    }
    return a < b ? -1 : a > b ? 1 : 0;
  }

  private static int mixed(@Nullable Double a, @Nullable Object integer) {
    double number = a == null ? 0 : a;
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return Double.isNaN(number) ? UNORDERED : (int) Math.signum(number);
    }
    return new java.math.BigDecimal(number)
        .compareTo(new java.math.BigDecimal(Numbers.big(integer)));
  }
}
