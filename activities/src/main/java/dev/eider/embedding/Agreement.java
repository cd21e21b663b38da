package dev.eider.embedding;

import dev.eider.destination.Outbox;
import dev.eider.destination.Outbox.Kept;
import dev.eider.embedding.LedgerWalk.Expected;
import dev.eider.outcome.VerifyReport.Difference;
import dev.eider.vector.IdOrder;
import dev.eider.vector.VectorStore.Listed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks a ledger and its collection side by side, both in the order of their ids, page by page.
 * Holds no more than a page of each and the first differences.
 */
final class Agreement {
  static final int MOST = 20;
  private static final int PAGE = 200;

  private final String sync;
  private final String stream;
  private final Consumer<String> moved;
  private final List<Difference> first = new ArrayList<>();

  private long entries;
  private long same;
  private long missing;
  private long surplus;
  private long stale;
  private long waiting;
  private long gone;
  private long leftOut;
  private long others;

  /**
   * Of one stream's collection.
   *
   * @param moved hears in words how far it is
   */
  Agreement(String sync, String stream, Consumer<String> moved) {
    this.sync = sync;
    this.stream = stream;
    this.moved = moved;
  }

  /** Counts rows the ledger does not have in their present version, and documents without rows. */
  void rows(Outbox outbox, Documents documents, List<String> keys) {
    long superseded = 0;
    @Nullable String after = null;
    boolean more = true;
    while (more) {
      List<Outbox.Changed> page = outbox.changedAfter(after, PAGE);
      List<String> ids = page.stream().map(row -> documents.none(row.row(), keys).id()).toList();
      Map<String, Kept> known = outbox.known(ids);
      for (int i = 0; i < page.size(); i++) {
        after = page.get(i).version();
        Kept before = known.get(ids.get(i));
        superseded += before != null && !before.version().equals(after) ? 1 : 0;
        waiting++;
        note("waiting", ids.get(i));
      }
      more = page.size() == PAGE;
      moved.accept(waiting + " rows without vectors");
    }
    gone = Math.max(0, outbox.lost() - superseded);
    if (gone > 0 && waiting == 0) {
      outbox.gone(MOST).forEach(line -> note("gone", line.id()));
    }
  }

  /** Compares entry by entry; hears of those that are to be mended. */
  void entries(Outbox outbox, Pages<Listed> store, Mending mending) {
    LedgerWalk ledger = new LedgerWalk(outbox::knownAfter, PAGE);
    Walk<Listed> there = new Walk<>(after -> store.after(after, PAGE), Listed::id, PAGE);
    @Nullable Expected left = ledger.next();
    @Nullable Listed right = there.next();
    while (left != null || right != null) {
      int order = order(left, right);
      if (order < 0 && left != null) {
        absent(left, mending);
      } else if (order > 0 && right != null) {
        unexpected(right, mending);
      } else if (left != null && right != null) {
        compare(left, right, mending);
      }
      left = order <= 0 ? ledger.next() : left;
      right = order >= 0 ? there.next() : right;
      if ((entries + missing + others) % PAGE == 0) {
        moved.accept(entries + " entries compared");
      }
    }
  }

  private static int order(@Nullable Expected left, @Nullable Listed right) {
    if (left == null || right == null) {
      return left == null ? 1 : -1;
    }
    return IdOrder.BY_BYTES.compare(left.id(), right.id());
  }

  private void absent(Expected expected, Mending mending) {
    if (expected.mark().equals(Marks.LEFT_OUT)) {
      leftOut++;
      return;
    }
    missing++;
    note("missing", expected.id());
    mending.remake(expected);
  }

  private void unexpected(Listed entry, Mending mending) {
    boolean ours =
        sync.equals(entry.metadata().get(Document.SYNC))
            && stream.equals(entry.metadata().get(Document.STREAM));
    if (!ours) {
      others++;
      return;
    }
    entries++;
    surplus++;
    note("surplus", entry.id());
    mending.remove(entry.id());
  }

  private void compare(Expected expected, Listed entry, Mending mending) {
    entries++;
    if (Marks.fits(expected.mark(), entry, expected.number())) {
      same++;
    } else {
      stale++;
      note("stale", entry.id());
      mending.remake(expected);
    }
  }

  private void note(String difference, String id) {
    if (first.size() < MOST) {
      first.add(new Difference(difference, id));
    }
  }

  boolean equal() {
    return missing + surplus + stale + waiting + gone == 0;
  }

  /** What was counted. */
  Found found() {
    return new Found(
        entries, same, missing, surplus, stale, waiting, gone, leftOut, others, List.copyOf(first));
  }

  /** The counts of a {@link dev.eider.outcome.VerifyReport.Stored}. */
  record Found(
      long entries,
      long same,
      long missing,
      long surplus,
      long stale,
      long waiting,
      long gone,
      long leftOut,
      long others,
      List<Difference> first) {}

  /** A list in the order of its ids. */
  interface Pages<T> {
    List<T> after(@Nullable String after, int limit);
  }
}
