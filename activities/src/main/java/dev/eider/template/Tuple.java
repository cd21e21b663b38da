package dev.eider.template;

import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's tuple: a list that cannot change and is never equal to a list. */
final class Tuple extends AbstractList<@Nullable Object> {
  private final @Nullable Object[] items;

  private Tuple(@Nullable Object[] items) {
    this.items = items;
  }

  static Tuple of(@Nullable Object... items) {
    return new Tuple(items);
  }

  static Tuple of(List<?> items) {
    return new Tuple(items.toArray());
  }

  @Override
  public @Nullable Object get(int index) {
    return items[index];
  }

  @Override
  public int size() {
    return items.length;
  }
}
