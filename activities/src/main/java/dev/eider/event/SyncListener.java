package dev.eider.event;

import dev.eider.outcome.Counts;
import dev.eider.outcome.Problem;
import dev.eider.outcome.Vectors;

/** Told at each moment of a step that somebody may want to log or count. Never throws. */
public interface SyncListener {

  /** A page came from the source. */
  default void pageRead(String sync, String stream, long rows, long bytes) {}

  /** A batch was committed, or found committed already. */
  default void batchLoaded(String sync, String stream, Counts counts) {}

  /** Vectors of a stream were made, written again or removed in a store. */
  default void embedded(String sync, String stream, Vectors vectors) {}

  /** A row was set aside. */
  default void rowSetAside(String sync, String stream, Problem problem) {}

  /** A step ended in a fault. */
  default void stepFailed(String step, Problem problem) {}

  /** Both, in this order. */
  default SyncListener and(SyncListener other) {
    SyncListener first = this;
    return new SyncListener() {
      @Override
      public void pageRead(String sync, String stream, long rows, long bytes) {
        first.pageRead(sync, stream, rows, bytes);
        other.pageRead(sync, stream, rows, bytes);
      }

      @Override
      public void batchLoaded(String sync, String stream, Counts counts) {
        first.batchLoaded(sync, stream, counts);
        other.batchLoaded(sync, stream, counts);
      }

      @Override
      public void embedded(String sync, String stream, Vectors vectors) {
        first.embedded(sync, stream, vectors);
        other.embedded(sync, stream, vectors);
      }

      @Override
      public void rowSetAside(String sync, String stream, Problem problem) {
        first.rowSetAside(sync, stream, problem);
        other.rowSetAside(sync, stream, problem);
      }

      @Override
      public void stepFailed(String step, Problem problem) {
        first.stepFailed(step, problem);
        other.stepFailed(step, problem);
      }
    };
  }
}
