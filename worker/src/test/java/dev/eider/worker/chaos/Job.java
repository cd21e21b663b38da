package dev.eider.worker.chaos;

import dev.eider.plan.SyncPlan;
import java.nio.file.Path;
import java.util.Optional;

/** One kind of sync, run again and again, and how to see that it lost and doubled nothing. */
sealed interface Job extends AutoCloseable permits ApiJob, FileJob {

  String word();

  /** Lets the source change and says what to run. */
  SyncPlan next();

  /** A run of the sync begins. */
  default void begins() {}

  /** A late worker may ask the source again from now on: what is read twice tells nothing. */
  default void muddied() {}

  /** Rows that were added or changed at the source for this round. */
  long rows();

  /** The disk of the destination. */
  Disk disk();

  /** Where rows go. */
  Path destination();

  /** Source equals destination, each batch once, state at the last one. */
  void isWhole();

  /** Whether a sync that ended half-way may be started again without rows coming twice. */
  boolean startsAgain();

  /** Records read again at once, at most; empty where the source cannot tell. */
  default Optional<Long> readAgain() {
    return Optional.empty();
  }

  @Override
  default void close() {}
}
