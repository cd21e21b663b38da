package dev.eider.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's iteration over any value. */
final class Iteration {
  private Iteration() {}

  static boolean possible(@Nullable Object value) {
    return value instanceof Collection<?>
        || value instanceof Map<?, ?>
        || value instanceof String
        || value instanceof Lazy
        || value instanceof Undefined
        || value instanceof byte[];
  }

  static Iterator<?> iterator(@Nullable Object value) {
    return switch (value) {
      case Collection<?> items -> items.iterator();
      case Map<?, ?> map -> map.keySet().iterator();
      case String text -> text.codePoints().mapToObj(Character::toString).iterator();
      case Lazy lazy -> lazy;
      case Undefined undefined -> Collections.emptyIterator();
      case byte[] bytes -> {
        List<Long> numbers = new ArrayList<>();
        for (byte b : bytes) {
          numbers.add((long) (b & 0xff));
        }
        yield numbers.iterator();
      }
      case null, default ->
          throw TemplateException.type("'" + Types.name(value) + "' cannot be iterated");
    };
  }

  /** All items in a new list. */
  static List<@Nullable Object> list(@Nullable Object value) {
    List<@Nullable Object> items = new ArrayList<>();
    Iterator<?> rest = iterator(value);
    while (rest.hasNext()) {
      items.add(Numbers.normal(rest.next()));
      if (items.size() > Limits.TEXT) {
        throw new TemplateException("expected at most " + Limits.TEXT + " items");
      }
    }
    return items;
  }

  /** Python's {@code len()}. */
  static long length(@Nullable Object value) {
    return switch (value) {
      case String text -> Text.length(text);
      case Collection<?> items -> items.size();
      case Map<?, ?> map -> map.size();
      case byte[] bytes -> bytes.length;
      case Undefined undefined -> 0;
      case null, default ->
          throw TemplateException.type("'" + Types.name(value) + "' has no length");
    };
  }
}
