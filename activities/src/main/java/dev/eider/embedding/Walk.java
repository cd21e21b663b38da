package dev.eider.embedding;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One after the other of a list that is read page by page. */
final class Walk<T> {
  private final Function<@Nullable String, List<T>> pages;
  private final Function<T, String> id;
  private final int full;
  private Iterator<T> page = List.<T>of().iterator();
  private @Nullable String after;
  private boolean more = true;

  /**
   * From the first.
   *
   * @param pages gives what follows an id
   * @param full how many a page has unless it is the last
   */
  Walk(Function<@Nullable String, List<T>> pages, Function<T, String> id, int full) {
    this.pages = pages;
    this.id = id;
    this.full = full;
  }

  /** The next; null = there are no more. */
  @Nullable T next() {
    if (!page.hasNext() && more) {
      List<T> read = pages.apply(after);
      more = read.size() >= full;
      page = read.iterator();
    }
    if (!page.hasNext()) {
      return null;
    }
    T next = page.next();
    after = id.apply(next);
    return next;
  }
}
