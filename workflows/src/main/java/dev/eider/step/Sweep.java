package dev.eider.step;

import dev.eider.outcome.Counts;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.StreamTask;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/**
 * Removes rows of a mirrored stream that are gone at its source. Only ever called after a complete
 * read whose batches are all loaded.
 */
@ActivityInterface
public interface Sweep {

  /** Counts what would be removed; changes nothing a user sees. */
  @ActivityMethod(name = "SurveySweep")
  Found survey(Request request);

  /** Removes exactly what was surveyed. May run twice. */
  @ActivityMethod(name = "Sweep")
  Counts remove(Request request);

  /**
   * Which stream.
   *
   * @param sync the sync's name
   * @param sourceName what state tables call the source
   * @param destination where its rows are
   * @param task the stream as it was read: {@link dev.eider.plan.ReadMode#FULL_REFRESH} or {@link
   *     dev.eider.plan.ReadMode#COMPARE}
   * @param generation the run that read it
   * @param gone the keys of rows that are gone, where the source found them by comparing; null =
   *     every row whose key no batch of this generation had
   */
  record Request(
      String sync,
      String sourceName,
      ConnectorPlan destination,
      StreamTask task,
      long generation,
      @Nullable BatchRef gone) {}

  /**
   * What is gone.
   *
   * @param gone rows at the destination that would be removed
   * @param present rows of the table that count, these among them; rows removed softly before do
   *     not
   */
  record Found(long gone, long present) {}
}
