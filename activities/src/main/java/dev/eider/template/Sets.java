package dev.eider.template;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Python's set on top of any Set. */
final class Sets {
  private Sets() {}

  /** A set of hashable values. */
  static Set<@Nullable Object> of(Iterable<?> items) {
    Set<@Nullable Object> set = new LinkedHashSet<>();
    for (Object item : items) {
      add(set, item);
    }
    return set;
  }

  static void add(Set<@Nullable Object> set, @Nullable Object item) {
    if (!Types.hashable(item)) {
      throw Types.unhashable(item);
    }
    if (item instanceof String || !Equality.contains(set, item)) {
      set.add(item);
    }
  }

  static @Nullable Object difference(@Nullable Object left, @Nullable Object right) {
    if (!(left instanceof Set<?> a) || !(right instanceof Set<?> b)) {
      return null;
    }
    Set<@Nullable Object> rest = new LinkedHashSet<>();
    for (Object item : a) {
      if (!Equality.contains(b, item)) {
        rest.add(item);
      }
    }
    return rest;
  }
}
