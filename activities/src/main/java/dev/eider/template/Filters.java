package dev.eider.template;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All filters by name. */
final class Filters {
  static final Set<String> NAMES = names();

  private Filters() {}

  private static Set<String> names() {
    Set<String> names = new TreeSet<>(TextFilters.NAMES);
    names.addAll(SequenceFilters.NAMES);
    names.addAll(ChoiceFilters.NAMES);
    names.addAll(ValueFilters.NAMES);
    return Set.copyOf(names);
  }

  static @Nullable Object apply(String name, @Nullable Object value, Args args, Frame frame) {
    if (ValueFilters.NAMES.contains(name)) {
      return ValueFilters.apply(name, value, args);
    }
    if (TextFilters.NAMES.contains(name)) {
      return TextFilters.apply(name, value, args);
    }
    return SequenceFilters.NAMES.contains(name)
        ? SequenceFilters.apply(name, value, args)
        : ChoiceFilters.apply(name, value, args, frame);
  }
}
