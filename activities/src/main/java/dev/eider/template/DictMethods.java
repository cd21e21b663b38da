package dev.eider.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Methods of dict. */
final class DictMethods {
  static final Set<String> NAMES =
      Set.of(
          "get",
          "items",
          "keys",
          "values",
          "update",
          "pop",
          "popitem",
          "setdefault",
          "copy",
          "clear");

  private DictMethods() {}

  static @Nullable Object call(Map<?, ?> map, String name, Args args) {
    return switch (name) {
      case "get" -> {
        Args.Bound bound = args.bind("get", "key", "default");
        Object key = bound.get(0);
        Object value = Dicts.get(map, key);
        yield value != null || Dicts.has(map, key) ? value : bound.get(1, null);
      }
      case "keys" -> new DictView("dict_keys", new ArrayList<>(map.keySet()));
      case "values" -> new DictView("dict_values", new ArrayList<>(map.values()));
      case "items" -> new DictView("dict_items", items(map));
      case "copy" -> new LinkedHashMap<>(map);
      default -> {
        try {
          yield change(map, name, args);
        } catch (UnsupportedOperationException e) {
          throw new TemplateException("this mapping cannot be changed by a template");
        }
      }
    };
  }

  static List<Tuple> items(Map<?, ?> map) {
    List<Tuple> items = new ArrayList<>(map.size());
    map.forEach((key, value) -> items.add(Tuple.of(key, Numbers.normal(value))));
    return items;
  }

  private static @Nullable Object change(Map<?, ?> map, String name, Args args) {
    return switch (name) {
      case "update" -> {
        if (args.positional().size() > 1) {
          throw TemplateException.type("update() takes at most 1 argument");
        }
        if (!args.positional().isEmpty()) {
          merge(map, args.positional().getFirst());
        }
        args.named().forEach((key, value) -> Dicts.put(map, key, value));
        yield null;
      }
      case "pop" -> pop(map, args.bind("pop", "key", "default"));
      case "popitem" -> {
        if (map.isEmpty()) {
          throw new TemplateException("popitem(): the dictionary is empty");
        }
        Tuple last = items(map).getLast();
        Dicts.remove(map, last.get(0));
        yield last;
      }
      case "setdefault" -> {
        Args.Bound bound = args.bind("setdefault", "key", "default");
        if (!Dicts.has(map, bound.get(0))) {
          Dicts.put(map, bound.get(0), bound.get(1, null));
        }
        yield Dicts.get(map, bound.get(0));
      }
      default -> {
        map.clear();
        yield null;
      }
    };
  }

  private static @Nullable Object pop(Map<?, ?> map, Args.Bound bound) {
    Object key = bound.get(0);
    if (!Dicts.has(map, key)) {
      if (bound.has(1)) {
        return bound.get(1);
      }
      throw new TemplateException("pop(): no such key");
    }
    Object value = Dicts.get(map, key);
    Dicts.remove(map, key);
    return value;
  }

  /** Entries of a mapping, or of an iterable of pairs, written over those of another. */
  static void merge(Map<?, ?> map, @Nullable Object more) {
    if (more instanceof Map<?, ?> other) {
      other.forEach((key, value) -> Dicts.put(map, key, value));
      return;
    }
    for (Object pair : Iteration.list(more)) {
      List<@Nullable Object> items = Iteration.list(pair);
      if (items.size() != 2) {
        throw new TemplateException("expected pairs of a key and a value");
      }
      Dicts.put(map, items.get(0), items.get(1));
    }
  }
}
