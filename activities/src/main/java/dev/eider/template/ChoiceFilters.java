package dev.eider.template;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Filters that look at each item on its own, and only when somebody asks for it. */
final class ChoiceFilters {
  static final Set<String> NAMES = Set.of("map", "select", "reject", "selectattr", "rejectattr");

  private ChoiceFilters() {}

  static @Nullable Object apply(String name, @Nullable Object value, Args args, Frame frame) {
    Iterator<?> items = truthyIterator(value);
    if (name.equals("map")) {
      return new Lazy(new Mapped(items, mapping(args, frame)));
    }
    boolean wanted = name.startsWith("select");
    if (!name.endsWith("attr")) {
      return filtered(items, item -> Checks.chosen(item, args.positional()) == wanted);
    }
    if (args.positional().isEmpty()) {
      throw TemplateException.type("missing parameter for attribute name");
    }
    Object path = args.positional().getFirst();
    List<?> test = args.positional().subList(1, args.positional().size());
    return filtered(items, item -> Checks.chosen(path(item, path), test) == wanted);
  }

  /** Nothing to iterate is nothing to choose: Jinja skips every false value here. */
  private static Iterator<?> truthyIterator(@Nullable Object value) {
    return Values.truthy(value) ? Iteration.iterator(value) : List.of().iterator();
  }

  private static Lazy filtered(Iterator<?> items, Predicate<@Nullable Object> wanted) {
    return new Lazy(new Chosen(items, wanted));
  }

  private static Function<@Nullable Object, @Nullable Object> mapping(Args args, Frame frame) {
    if (args.positional().isEmpty() && args.named().containsKey("attribute")) {
      Object path = args.named().get("attribute");
      boolean hasDefault = args.named().containsKey("default");
      Object fallback = args.named().get("default");
      return item -> hasDefault ? path(item, path, fallback) : path(item, path);
    }
    if (args.positional().isEmpty()) {
      throw TemplateException.type("map requires a filter argument");
    }
    String filter = Values.str(args.positional().getFirst());
    if (!Filters.NAMES.contains(filter)) {
      throw new TemplateException("no filter named '" + filter + "'");
    }
    List<@Nullable Object> rest =
        new ArrayList<>(args.positional().subList(1, args.positional().size()));
    Args inner = new Args(rest, args.named());
    return item -> Filters.apply(filter, item, inner, frame);
  }

  /** An item of an item, by a path with dots or an index. */
  static @Nullable Object path(@Nullable Object of, @Nullable Object path) {
    return path(of, path, null);
  }

  /** As above; the fallback takes the place of every step that is undefined. */
  private static @Nullable Object path(
      @Nullable Object of, @Nullable Object path, @Nullable Object fallback) {
    if (!(path instanceof String text)) {
      return Access.item(of, path);
    }
    Object value = of;
    for (String part : text.split("\\.", -1)) {
      boolean index = !part.isEmpty() && part.chars().allMatch(Character::isDigit);
      value = Access.item(value, index ? NumberText.parse(part) : part);
      value = value instanceof Undefined && fallback != null ? fallback : value;
    }
    return value;
  }

  /** Each item changed. */
  private record Mapped(Iterator<?> items, Function<@Nullable Object, @Nullable Object> change)
      implements Iterator<@Nullable Object> {

    @Override
    public boolean hasNext() {
      return items.hasNext();
    }

    @Override
    public @Nullable Object next() {
      return change.apply(Numbers.normal(items.next()));
    }
  }

  /** Only the wanted items. */
  private static final class Chosen implements Iterator<@Nullable Object> {
    private final Iterator<?> items;
    private final Predicate<@Nullable Object> wanted;
    private @Nullable Object ahead;
    private boolean filled;

    Chosen(Iterator<?> items, Predicate<@Nullable Object> wanted) {
      this.items = items;
      this.wanted = wanted;
    }

    @Override
    public boolean hasNext() {
      while (!filled && items.hasNext()) {
        ahead = Numbers.normal(items.next());
        filled = wanted.test(ahead);
      }
      return filled;
    }

    @Override
    public @Nullable Object next() {
      if (!hasNext()) {
        throw new java.util.NoSuchElementException();
      }
      filled = false;
      return ahead;
    }
  }
}
