package dev.eider.step;

import dev.eider.outcome.Counts;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.Position;
import dev.eider.plan.StreamTask;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Brings one staged batch into the destination. May run twice: the ledger makes it once. */
@ActivityInterface
public interface Load {
  /**
   * Chunk numbers from here on are rows that were set aside and come once more: no read counts so
   * far, and such a batch moves no checkpoint.
   */
  int REPLAYED = 1 << 30;

  /**
   * Commits rows, ledger line and checkpoint together; a batch already in the ledger is skipped.
   */
  @ActivityMethod(name = "Load")
  Counts load(Request request);

  /**
   * Which batch.
   *
   * @param sync the sync's name
   * @param sourceName what state tables call the source, see {@link Checkpoint.Open}
   * @param destination where rows go
   * @param task the stream
   * @param generation the run of this stream
   * @param chunk the batch's number within it
   * @param batch the staged rows
   * @param reached where the stream stands once they are there
   */
  record Request(
      String sync,
      String sourceName,
      ConnectorPlan destination,
      StreamTask task,
      long generation,
      int chunk,
      BatchRef batch,
      Position reached) {}
}
