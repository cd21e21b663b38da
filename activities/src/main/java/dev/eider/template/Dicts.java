package dev.eider.template;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's dict on top of any Map: keys are found by Python's equality. */
final class Dicts {
  private Dicts() {}

  static boolean has(Map<?, ?> map, @Nullable Object key) {
    if (key instanceof String) {
      return map.containsKey(key);
    }
    if (!Types.hashable(key)) {
      throw Types.unhashable(key);
    }
    return Equality.contains(map.keySet(), key);
  }

  static @Nullable Object get(Map<?, ?> map, @Nullable Object key) {
    if (key instanceof String) {
      return Numbers.normal(map.get(key));
    }
    if (!Types.hashable(key)) {
      throw Types.unhashable(key);
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (Equality.equal(entry.getKey(), key)) {
        return Numbers.normal(entry.getValue());
      }
    }
    return null;
  }

  @SuppressWarnings("unchecked") // a dict takes any key; the maps of one scope hold only our values
  static void put(Map<?, ?> map, @Nullable Object key, @Nullable Object value) {
    Map<@Nullable Object, @Nullable Object> dict = (Map<@Nullable Object, @Nullable Object>) map;
    dict.put(existing(map, key), value);
  }

  static void remove(Map<?, ?> map, @Nullable Object key) {
    map.remove(existing(map, key));
  }

  private static @Nullable Object existing(Map<?, ?> map, @Nullable Object key) {
    if (key instanceof String) {
      return key;
    }
    if (!Types.hashable(key)) {
      throw Types.unhashable(key);
    }
    for (Object candidate : map.keySet()) {
      if (Equality.equal(candidate, key)) {
        return candidate;
      }
    }
    return key;
  }
}
