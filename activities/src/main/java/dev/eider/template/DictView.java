package dev.eider.template;

import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code dict.keys()}, {@code .values()} and {@code .items()} give: countable, no indexes. */
final class DictView extends AbstractCollection<@Nullable Object> {
  private final String name;
  private final List<?> items;

  DictView(String name, List<?> items) {
    this.name = name;
    this.items = items;
  }

  String name() {
    return name;
  }

  @Override
  public Iterator<@Nullable Object> iterator() {
    Iterator<?> inner = items.iterator();
    return new Lazy(inner);
  }

  @Override
  public int size() {
    return items.size();
  }
}
