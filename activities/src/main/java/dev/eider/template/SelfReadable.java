package dev.eider.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values that print as literals of themselves, so that printing and reading can be left out. */
final class SelfReadable {
  private SelfReadable() {}

  /** A copy of the value as reading its text would give it, or {@link Literal#NONE}. */
  static @Nullable Object copy(@Nullable Object value) {
    return value instanceof String text ? Values.literalEval(text) : copy(value, 0);
  }

  private static @Nullable Object copy(@Nullable Object raw, int depth) {
    if (depth > Limits.DEPTH) {
      return Literal.NONE;
    }
    return switch (Numbers.normal(raw)) {
      case null -> null;
      case String text -> text;
      case Double number -> Double.isFinite(number) ? (Object) number : Literal.NONE;
      case Boolean flag -> flag;
      case Number number -> number;
      case List<?> list -> list(list, depth);
      case Map<?, ?> map -> map(map, depth);
      case Set<?> set -> set(set, depth);
      case byte[] bytes -> bytes;
      default -> Literal.NONE;
    };
  }

  private static Object list(List<?> list, int depth) {
    List<@Nullable Object> copies = new ArrayList<>(list.size());
    for (Object item : list) {
      Object copy = copy(item, depth + 1);
      if (copy == Literal.NONE) {
        return Literal.NONE;
      }
      copies.add(copy);
    }
    return list instanceof Tuple ? Tuple.of(copies) : copies;
  }

  private static Object map(Map<?, ?> map, int depth) {
    Map<@Nullable Object, @Nullable Object> copies = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object key = copy(entry.getKey(), depth + 1);
      Object copy = copy(entry.getValue(), depth + 1);
      if (key == Literal.NONE || copy == Literal.NONE) {
        return Literal.NONE;
      }
      copies.put(key, copy);
    }
    return copies;
  }

  private static Object set(Set<?> set, int depth) {
    Set<@Nullable Object> copies = new LinkedHashSet<>();
    for (Object item : set) {
      Object copy = copy(item, depth + 1);
      if (copy == Literal.NONE) {
        return Literal.NONE;
      }
      copies.add(copy);
    }
    return copies;
  }
}
