package dev.eider.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Filters of whole sequences. */
final class SequenceFilters {
  static final Set<String> NAMES =
      Set.of(
          "first",
          "last",
          "list",
          "join",
          "reverse",
          "sort",
          "unique",
          "sum",
          "min",
          "max",
          "batch",
          "slice",
          "groupby",
          "dictsort",
          "items");

  private SequenceFilters() {}

  static @Nullable Object apply(String name, @Nullable Object value, Args args) {
    return switch (name) {
      case "first" -> {
        Iterator<?> items = Iteration.iterator(value);
        yield items.hasNext() ? Numbers.normal(items.next()) : empty("first");
      }
      case "last" -> last(value);
      case "list" -> Iteration.list(value);
      case "join" -> join(value, args.bind(name, "d", "attribute"));
      case "reverse" -> {
        if (value instanceof String text) {
          yield new StringBuilder(text).reverse().toString();
        }
        List<@Nullable Object> items = Iteration.list(value);
        Collections.reverse(items);
        yield new Lazy(items.iterator());
      }
      case "sort" -> sort(value, args.bind(name, "reverse", "case_sensitive", "attribute"));
      case "unique" -> unique(value, args.bind(name, "case_sensitive", "attribute"));
      case "sum" -> sum(value, args.bind(name, "attribute", "start"));
      case "min", "max" -> most(name, value, args.bind(name, "case_sensitive", "attribute"));
      case "items" -> items(value);
      default -> more(name, value, args);
    };
  }

  private static @Nullable Object more(String name, @Nullable Object value, Args args) {
    return switch (name) {
      case "batch" -> batch(value, args.bind(name, "linecount", "fill_with"));
      case "slice" -> slice(value, args.bind(name, "slices", "fill_with"));
      case "groupby" -> groupBy(value, args.bind(name, "attribute", "default", "case_sensitive"));
      default -> dictSort(value, args.bind(name, "case_sensitive", "by", "reverse"));
    };
  }

  private static Undefined empty(String which) {
    return new Undefined("there is no " + which + " item, the sequence was empty");
  }

  private static @Nullable Object last(@Nullable Object value) {
    if (value instanceof Lazy || value instanceof Set<?>) {
      throw TemplateException.type("'" + Types.name(value) + "' is not reversible");
    }
    List<@Nullable Object> items = Iteration.list(value);
    return items.isEmpty() ? empty("last") : items.getLast();
  }

  private static Object items(@Nullable Object value) {
    if (value instanceof Undefined) {
      return new Lazy(Collections.emptyIterator());
    }
    if (value instanceof Map<?, ?> map) {
      return new Lazy(DictMethods.items(map).iterator());
    }
    throw TemplateException.type("items: expected a mapping");
  }

  private static String join(@Nullable Object value, Args.Bound bound) {
    String separator = Values.str(bound.get(0, ""));
    Object attribute = bound.get(1, null);
    StringBuilder out = new StringBuilder();
    boolean first = true;
    for (Object item : Iteration.list(value)) {
      Object part = attribute == null ? item : ChoiceFilters.path(item, attribute);
      out.append(first ? "" : separator).append(Values.str(part));
      first = false;
      Limits.text(out.length());
    }
    return out.toString();
  }

  /** A key to sort and compare by: an attribute, without regard to case unless asked for. */
  private static @Nullable Object key(
      @Nullable Object item, @Nullable Object attribute, boolean caseSensitive) {
    Object key = attribute == null ? item : ChoiceFilters.path(item, attribute);
    return key instanceof String text && !caseSensitive ? text.toLowerCase(Locale.ROOT) : key;
  }

  private static Object sort(@Nullable Object value, Args.Bound bound) {
    List<@Nullable Object> items = Iteration.list(value);
    boolean strict = bound.flag(1, false);
    Object attribute = bound.get(2, null);
    Comparator<@Nullable Object> order =
        (a, b) -> Equality.order(keys(a, attribute, strict), keys(b, attribute, strict));
    items.sort(bound.flag(0, false) ? order.reversed() : order);
    return items;
  }

  /** Several attributes with commas sort by one after the other. */
  private static @Nullable Object keys(
      @Nullable Object item, @Nullable Object attribute, boolean strict) {
    if (!(attribute instanceof String names) || names.indexOf(',') < 0) {
      return key(item, attribute, strict);
    }
    List<@Nullable Object> keys = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      keys.add(key(item, name, strict));
    }
    return keys;
  }

  private static Object unique(@Nullable Object value, Args.Bound bound) {
    Set<@Nullable Object> seen = Sets.of(List.of());
    List<@Nullable Object> kept = new ArrayList<>();
    for (Object item : Iteration.list(value)) {
      int before = seen.size();
      Sets.add(seen, key(item, bound.get(1, null), bound.flag(0, false)));
      if (seen.size() > before) {
        kept.add(item);
      }
    }
    return new Lazy(kept.iterator());
  }

  private static @Nullable Object sum(@Nullable Object value, Args.Bound bound) {
    Object total = bound.get(1, 0L);
    Object attribute = bound.get(0, null);
    for (Object item : Iteration.list(value)) {
      Object part = attribute == null ? item : ChoiceFilters.path(item, attribute);
      total = Arithmetic.apply("+", total, part);
    }
    return total;
  }

  private static @Nullable Object most(String name, @Nullable Object value, Args.Bound bound) {
    List<@Nullable Object> items = Iteration.list(value);
    if (items.isEmpty()) {
      return new Undefined("no aggregated item, the sequence was empty");
    }
    Object best = items.getFirst();
    for (Object item : items) {
      int order =
          Equality.order(
              key(item, bound.get(1, null), bound.flag(0, false)),
              key(best, bound.get(1, null), bound.flag(0, false)));
      boolean better = name.equals("max") ? order > 0 : order < 0;
      best = better && order != Equality.UNORDERED ? item : best;
    }
    return best;
  }

  private static Object batch(@Nullable Object value, Args.Bound bound) {
    int size = Limits.items(Math.max(1, bound.integer(0, 1)));
    List<List<@Nullable Object>> batches = new ArrayList<>();
    for (Object item : Iteration.list(value)) {
      if (batches.isEmpty() || batches.getLast().size() == size) {
        batches.add(new ArrayList<>());
      }
      batches.getLast().add(item);
    }
    Object fill = bound.get(1, null);
    while (fill != null && !batches.isEmpty() && batches.getLast().size() < size) {
      batches.getLast().add(fill);
    }
    return new Lazy(batches.iterator());
  }

  private static Object slice(@Nullable Object value, Args.Bound bound) {
    List<@Nullable Object> items = Iteration.list(value);
    int count = Limits.items(Math.max(1, bound.integer(0, 1)));
    int each = items.size() / count;
    int longer = items.size() % count;
    List<List<@Nullable Object>> slices = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < count; i++) {
      int to = from + each + (i < longer ? 1 : 0);
      List<@Nullable Object> part = new ArrayList<>(items.subList(from, to));
      if (bound.get(1, null) != null && i >= longer) {
        part.add(bound.get(1));
      }
      slices.add(part);
      from = to;
    }
    return new Lazy(slices.iterator());
  }

  private static Object groupBy(@Nullable Object value, Args.Bound bound) {
    Object attribute = bound.get(0);
    List<@Nullable Object> items = Iteration.list(value);
    boolean strict = bound.flag(2, false);
    items.sort((a, b) -> Equality.order(key(a, attribute, strict), key(b, attribute, strict)));
    List<@Nullable Object> groups = new ArrayList<>();
    Object current = null;
    List<@Nullable Object> members = new ArrayList<>();
    for (Object item : items) {
      Object key = key(item, attribute, strict);
      if (groups.isEmpty() || !Equality.equal(key, current)) {
        members = new ArrayList<>();
        groups.add(Tuple.of(ChoiceFilters.path(item, attribute), members));
        current = key;
      }
      members.add(item);
    }
    return groups;
  }

  private static Object dictSort(@Nullable Object value, Args.Bound bound) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new TemplateException("dictsort: expected a mapping");
    }
    int by = bound.text(1, "key").equals("value") ? 1 : 0;
    boolean strict = bound.flag(0, false);
    List<Tuple> items = new ArrayList<>(DictMethods.items(map));
    Comparator<Tuple> order =
        (a, b) -> Equality.order(key(a.get(by), null, strict), key(b.get(by), null, strict));
    items.sort(bound.flag(2, false) ? order.reversed() : order);
    return new ArrayList<>(items);
  }
}
