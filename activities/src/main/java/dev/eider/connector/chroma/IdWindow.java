package dev.eider.connector.chroma;

import dev.eider.vector.IdOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ids in their order, out of a server that lists them as they came: Chroma's {@code get} has a
 * limit and an offset and no order. One walk over all ids keeps the least that follow an id, as
 * many as fit here; the next walk is due when these are used up. So memory stays the same however
 * large the collection is, and a million ids take a few walks.
 */
final class IdWindow {
  static final int MOST = 500_000;

  private final Walk walk;
  private final int most;
  private List<String> ids = List.of();
  private @Nullable String from;
  private boolean last;
  private boolean filled;

  IdWindow(Walk walk, int most) {
    this.walk = walk;
    this.most = most;
  }

  /** Those that follow an id, at least one unless there are none, in their order. */
  List<String> after(@Nullable String id, int limit) {
    if (!covers(id)) {
      fill(id);
    }
    int begin = begin(id);
    if (begin == ids.size() && !last) {
      fill(id);
      begin = 0;
    }
    return ids.subList(begin, Math.min(ids.size(), begin + limit));
  }

  private boolean covers(@Nullable String id) {
    // Whoever begins wants to know how it is now.
    return filled && id != null && (from == null || IdOrder.BY_BYTES.compare(from, id) <= 0);
  }

  private int begin(@Nullable String id) {
    if (id == null) {
      return 0;
    }
    int found = Collections.binarySearch(ids, id, IdOrder.BY_BYTES);
    return found >= 0 ? found + 1 : -found - 1;
  }

  private void fill(@Nullable String after) {
    Comparator<String> greatestFirst = IdOrder.BY_BYTES.reversed();
    PriorityQueue<String> least = new PriorityQueue<>(greatestFirst);
    boolean[] dropped = {false};
    walk.over(
        id -> {
          if (after == null || IdOrder.BY_BYTES.compare(id, after) > 0) {
            least.add(id);
          }
          if (least.size() > most) {
            least.remove();
            dropped[0] = true;
          }
        });
    List<String> sorted = new ArrayList<>(least);
    sorted.sort(IdOrder.BY_BYTES);
    ids = sorted;
    from = after;
    last = !dropped[0];
    filled = true;
  }

  /** Shows every id once, in any order. */
  interface Walk {
    void over(Consumer<String> each);
  }
}
