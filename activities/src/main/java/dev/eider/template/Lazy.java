package dev.eider.template;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Python's generator: read once, front to back; true, without a length. */
final class Lazy implements Iterator<@Nullable Object> {
  private final Iterator<?> items;

  Lazy(Iterator<?> items) {
    this.items = items;
  }

  @Override
  public boolean hasNext() {
    return items.hasNext();
  }

  @Override
  public @Nullable Object next() {
    return items.next();
  }
}
