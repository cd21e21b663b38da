package dev.eider.digest;

import dev.eider.digest.Digests.Rows;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks two lists of rows, ordered by id and hash, side by side. What is equal meets; of what is
 * left over with one id, a row of each side makes a changed one. Holds no more than the first rows
 * that differ, however many there are.
 */
final class Merge {
  private final int most;
  private final List<Found> found = new ArrayList<>();
  private final Deque<Long> here = new ArrayDeque<>();
  private final Deque<Long> there = new ArrayDeque<>();
  private long id;
  private long leftHere;
  private long leftThere;
  private long leftNewer;

  private long changed;
  private long onlySource;
  private long onlyDestination;
  private long newer;

  Merge(int most) {
    this.most = most;
  }

  /** Walks both to their ends. */
  void run(Rows source, Rows destination) {
    boolean left = source.next();
    boolean right = destination.next();
    while (left || right) {
      int order = !left ? 1 : !right ? -1 : compare(source, destination);
      enter(order <= 0 ? source.id() : destination.id());
      if (order < 0) {
        onlyHere(source);
      } else if (order > 0) {
        leftThere++;
        keep(there, destination.hash());
      }
      left = order <= 0 ? source.next() : left;
      right = order >= 0 ? destination.next() : right;
    }
    settle();
  }

  private static int compare(Rows source, Rows destination) {
    int ids = Long.compare(source.id(), destination.id());
    return ids != 0 ? ids : Long.compare(source.hash(), destination.hash());
  }

  private void enter(long next) {
    if (next != id) {
      settle();
      id = next;
    }
  }

  private void onlyHere(Rows source) {
    if (source.newer()) {
      leftNewer++;
    } else {
      leftHere++;
      keep(here, source.hash());
    }
  }

  private void keep(Deque<Long> hashes, long hash) {
    if (found.size() + hashes.size() < most) {
      hashes.add(hash);
    }
  }

  private void settle() {
    if (leftHere + leftThere + leftNewer == 0) {
      return;
    }
    newer += leftNewer;
    // A row that changed after the checkpoint stands at the destination as it was before.
    for (; leftNewer > 0 && leftThere > 0; leftNewer--, leftThere--) {
      var unused = there.poll();
    }
    long pairs = Math.min(leftHere, leftThere);
    changed += pairs;
    onlySource += leftHere - pairs;
    onlyDestination += leftThere - pairs;
    while (found.size() < most && !(here.isEmpty() && there.isEmpty())) {
      found.add(new Found(id, here.poll(), there.poll()));
    }
    here.clear();
    there.clear();
    leftHere = 0;
    leftThere = 0;
    leftNewer = 0;
  }

  long changed() {
    return changed;
  }

  long onlySource() {
    return onlySource;
  }

  long onlyDestination() {
    return onlyDestination;
  }

  long newer() {
    return newer;
  }

  List<Found> found() {
    return found;
  }

  /**
   * A row that differs.
   *
   * @param id its id
   * @param source its hash there; null = it is not there
   * @param destination its hash there; null = it is not there
   */
  record Found(long id, @Nullable Long source, @Nullable Long destination) {}
}
