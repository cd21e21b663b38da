package dev.eider.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attributes and items, in the order Jinja tries them; nothing of Java is reachable. */
final class Access {
  private Access() {}

  /** {@code of.name}: the attribute, else the item. */
  static @Nullable Object attribute(@Nullable Object of, String name) {
    Undefined.refuse(of);
    if (name.startsWith("__") && name.endsWith("__")) {
      return new Undefined("access to attribute '" + name + "' is unsafe", true);
    }
    if (Methods.has(of, name)) {
      return new Callable.Method(of, name);
    }
    if (of instanceof Map<?, ?> map) {
      if (of instanceof SliceValue slice && SliceValue.ATTRIBUTES.contains(name)) {
        return slice.attribute(name);
      }
      Object value = map.get(name);
      return value != null || map.containsKey(name)
          ? Numbers.normal(value)
          : new Undefined("'" + name + "' is not a key of the mapping");
    }
    return field(of, name);
  }

  /** {@code of[key]}: the item, else the attribute. */
  static @Nullable Object item(@Nullable Object of, @Nullable Object key) {
    Undefined.refuse(of);
    if (of instanceof Map<?, ?> map) {
      if (Types.hashable(key) && Dicts.has(map, key)) {
        return Dicts.get(map, key);
      }
    } else if (Numbers.isSmall(key)) {
      return index(of, Numbers.small(key));
    }
    if (key instanceof String name) {
      if (Methods.has(of, name)) {
        return new Callable.Method(of, name);
      }
      return of instanceof SliceValue slice && SliceValue.ATTRIBUTES.contains(name)
          ? slice.attribute(name)
          : of instanceof Map<?, ?> ? missing(of, name) : field(of, name);
    }
    return missing(of, key);
  }

  private static @Nullable Object index(@Nullable Object of, long index) {
    if (of instanceof List<?> list) {
      long at = index < 0 ? index + list.size() : index;
      return at >= 0 && at < list.size() ? Numbers.normal(list.get((int) at)) : missing(of, index);
    }
    if (of instanceof String text) {
      int length = Text.length(text);
      long at = index < 0 ? index + length : index;
      return at >= 0 && at < length ? Text.at(text, (int) at) : missing(of, index);
    }
    if (of instanceof byte[] bytes) {
      long at = index < 0 ? index + bytes.length : index;
      return at >= 0 && at < bytes.length ? (Object) (bytes[(int) at] & 0xffL) : missing(of, index);
    }
    return missing(of, index);
  }

  private static @Nullable Object field(@Nullable Object of, String name) {
    if (of instanceof Namespace namespace) {
      return namespace.fields().containsKey(name)
          ? namespace.fields().get(name)
          : missing(of, name);
    }
    if (of instanceof Loop loop) {
      return loop.field(name);
    }
    Object field = TimeMethods.field(of, name);
    return field == null ? missing(of, name) : field;
  }

  private static Undefined missing(@Nullable Object of, @Nullable Object key) {
    String what = of == null ? "None" : "'" + Types.name(of) + "'";
    String name = key instanceof String || key instanceof Long ? " '" + key + "'" : " of this kind";
    return new Undefined(what + " has no attribute or item" + name);
  }
}
