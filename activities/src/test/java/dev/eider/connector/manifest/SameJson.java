package dev.eider.connector.manifest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Equality of JSON as recordings mean it: objects by key, lists in order, whole numbers only equal
 * whole numbers, all other numbers equal as doubles; {@code <wall-clock>} equals anything.
 */
final class SameJson {
  private SameJson() {}

  /** The first place where the two differ; empty when they are equal. */
  static Optional<String> difference(@Nullable Object expected, @Nullable Object actual) {
    return at("", expected, actual);
  }

  private static Optional<String> at(
      String path, @Nullable Object expected, @Nullable Object actual) {
    if ("<wall-clock>".equals(expected)) {
      return Optional.empty();
    }
    if (expected instanceof Map<?, ?> left && actual instanceof Map<?, ?> right) {
      return maps(path, left, right);
    }
    if (expected instanceof List<?> left && actual instanceof List<?> right) {
      return lists(path, left, right);
    }
    return same(expected, actual)
        ? Optional.empty()
        : Optional.of(path + " expected " + brief(expected) + " but was " + brief(actual));
  }

  private static Optional<String> maps(String path, Map<?, ?> left, Map<?, ?> right) {
    for (Object key : left.keySet()) {
      if (!right.containsKey(key)) {
        return Optional.of(path + "/" + key + " expected but missing");
      }
      Optional<String> difference = at(path + "/" + key, left.get(key), right.get(key));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return right.keySet().stream()
        .filter(key -> !left.containsKey(key))
        .findFirst()
        .map(key -> path + "/" + key + " not expected");
  }

  private static Optional<String> lists(String path, List<?> left, List<?> right) {
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      Optional<String> difference = at(path + "/" + i, left.get(i), right.get(i));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return left.size() == right.size()
        ? Optional.empty()
        : Optional.of(path + " expected " + left.size() + " items but were " + right.size());
  }

  private static boolean same(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Number a && right instanceof Number b) {
      return isWhole(a) == isWhole(b)
          && (isWhole(a)
              ? new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString())) == 0
              : a.doubleValue() == b.doubleValue());
    }
    return Objects.equals(left, right);
  }

  private static boolean isWhole(Number number) {
    return number instanceof Long || number instanceof Integer || number instanceof BigInteger;
  }

  private static String brief(@Nullable Object value) {
    String text =
        String.valueOf(value)
            + (value == null ? "" : " (" + value.getClass().getSimpleName() + ")");
    return text.length() > 160 ? text.substring(0, 160) + "…" : text;
  }
}
