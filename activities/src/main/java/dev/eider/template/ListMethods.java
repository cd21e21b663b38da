package dev.eider.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Methods of list, tuple and set. */
final class ListMethods {
  static final Set<String> NAMES =
      Set.of(
          "append", "extend", "insert", "pop", "remove", "index", "count", "sort", "reverse",
          "copy", "clear");
  static final Set<String> SET_NAMES =
      Set.of(
          "add",
          "discard",
          "remove",
          "union",
          "intersection",
          "difference",
          "issubset",
          "issuperset",
          "copy");

  private ListMethods() {}

  static @Nullable Object call(List<?> list, String name, Args args) {
    return switch (name) {
      case "index" -> {
        Object wanted = args.bind("index", "value").get(0);
        int at = find(list, wanted);
        if (at < 0) {
          throw new TemplateException("index(): the value is not in the list");
        }
        yield (long) at;
      }
      case "count" -> {
        Object wanted = args.bind("count", "value").get(0);
        yield list.stream().filter(item -> Equality.equal(item, wanted)).count();
      }
      case "copy" -> new ArrayList<>(list);
      default -> {
        try {
          yield change(open(list), name, args);
        } catch (UnsupportedOperationException e) {
          throw new TemplateException("this list cannot be changed by a template");
        }
      }
    };
  }

  @SuppressWarnings("unchecked") // a list takes anything; lists of one scope hold only our values
  private static List<@Nullable Object> open(List<?> list) {
    return (List<@Nullable Object>) list;
  }

  @SuppressWarnings("unchecked") // as for lists
  private static Set<@Nullable Object> open(Set<?> set) {
    return (Set<@Nullable Object>) set;
  }

  private static int find(List<?> list, @Nullable Object wanted) {
    for (int i = 0; i < list.size(); i++) {
      if (Equality.equal(list.get(i), wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static @Nullable Object change(List<@Nullable Object> list, String name, Args args) {
    switch (name) {
      case "append" -> list.add(args.bind("append", "item").get(0));
      case "extend" -> list.addAll(Iteration.list(args.bind("extend", "items").get(0)));
      case "insert" -> {
        Args.Bound bound = args.bind("insert", "index", "item");
        long at = bound.integer(0, 0);
        long place = Math.max(0, Math.min(list.size(), at < 0 ? at + list.size() : at));
        list.add((int) place, bound.get(1));
      }
      case "remove" -> {
        int at = find(list, args.bind("remove", "item").get(0));
        if (at < 0) {
          throw new TemplateException("remove(): the value is not in the list");
        }
        list.remove(at);
      }
      case "pop" -> {
        long at = args.bind("pop", "index").integer(0, -1);
        long place = at < 0 ? at + list.size() : at;
        if (place < 0 || place >= list.size()) {
          throw new TemplateException("pop(): the index is out of range");
        }
        return list.remove((int) place);
      }
      case "sort" -> {
        boolean down = Values.truthy(args.named().get("reverse"));
        list.sort(down ? Collections.reverseOrder(Equality::order) : Equality::order);
      }
      case "reverse" -> Collections.reverse(list);
      default -> list.clear();
    }
    Limits.text(list.size());
    return null;
  }

  static @Nullable Object callSet(Set<?> set, String name, Args args) {
    if (name.equals("copy")) {
      return new LinkedHashSet<>(set);
    }
    Object argument = args.bind(name, "other").get(0);
    switch (name) {
      case "add" -> Sets.add(open(set), argument);
      case "discard", "remove" -> {
        if (!open(set).removeIf(item -> Equality.equal(item, argument)) && name.equals("remove")) {
          throw new TemplateException("remove(): the value is not in the set");
        }
      }
      default -> {
        return combine(set, name, Sets.of(Iteration.list(argument)));
      }
    }
    return null;
  }

  private static @Nullable Object combine(Set<?> set, String name, Set<?> other) {
    return switch (name) {
      case "union" -> {
        Set<@Nullable Object> all = Sets.of(set);
        other.forEach(item -> Sets.add(all, item));
        yield all;
      }
      case "difference" -> Sets.difference(set, other);
      case "issubset" -> Comparison.holds("<=", set, other);
      case "issuperset" -> Comparison.holds(">=", set, other);
      default -> {
        Set<@Nullable Object> both = new LinkedHashSet<>(set);
        both.removeIf(item -> !Equality.contains(other, item));
        yield both;
      }
    };
  }
}
