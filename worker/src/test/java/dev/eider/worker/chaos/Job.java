package dev.eider.worker.chaos;

import dev.eider.plan.SyncPlan;
import dev.eider.worker.rig.Warehouse;
import java.nio.file.Path;
import java.util.List;

/** One kind of sync, run again and again, and how to see that it lost and doubled nothing. */
sealed interface Job extends AutoCloseable permits ApiJob, FileJob, MirrorJob {

  String word();

  /** Lets the source change and says what to run. */
  SyncPlan next();

  /** A run of the sync begins. */
  default void begins() {}

  /** A late worker may ask the source from now on, until the answer is run. */
  default Runnable visited() {
    return () -> {};
  }

  /** Rows that were added or changed at the source for this round. */
  long rows();

  /** Whether it was run often enough to mean something. */
  default boolean isTried() {
    return true;
  }

  /** Rows that are gone at the source since the round before. */
  default long gone() {
    return 0;
  }

  /** The disk of the destination. */
  Disk disk();

  /** Where rows go. */
  Path destination();

  /** The streams of the sync. */
  List<String> streams();

  /** What source and destination do not have alike. */
  Difference difference();

  /** How many rows its batches had to write into each stream since the destination began. */
  long written();

  /**
   * Each batch once, state at the last one, and every row written by a batch that says so: rows
   * that came without their line in the ledger are equal when they come again, and nobody wrote
   * them.
   */
  default void hasKeptBooks() {
    Warehouse warehouse = new Warehouse(destination());
    for (String stream : streams()) {
      warehouse.hasEachBatchOnce(stream);
      warehouse.standsWhereTheLastBatchEnded(stream);
      warehouse.hasWritten(stream, written());
    }
  }

  /** Whether a sync that ended half-way may be started again without rows coming twice. */
  boolean startsAgain();

  /** Chunks read again at once by the last run, at most; 0 where the source cannot tell. */
  default double readAgain() {
    return 0;
  }

  @Override
  default void close() {}
}
