package dev.eider.step;

import dev.eider.outcome.VerifyReport;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.StreamTask;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees whether a stream's rows are the same at its source and at its destination. */
@ActivityInterface
public interface Verify {

  /** Tells which streams have to be read before they can be compared, and where to. */
  @ActivityMethod(name = "PrepareVerify")
  Prepared prepare(Prepare request);

  /** Compares one stream by digests, and unequal buckets row by row. May run twice. */
  @ActivityMethod(name = "Verify")
  VerifyReport.Compared verify(Request request);

  /** Removes what was read for the comparison only. May run twice. */
  @ActivityMethod(name = "DiscardVerify")
  void discard(String sync);

  /**
   * Which streams.
   *
   * @param sync the sync's name
   * @param source where their rows come from
   * @param tasks the streams
   */
  record Prepare(String sync, ConnectorPlan source, List<StreamTask> tasks) {}

  /**
   * What to do first.
   *
   * @param scratch an empty database of the worker, to read streams into
   * @param read the streams whose source has no digests; empty = none
   */
  record Prepared(ConnectorPlan scratch, List<String> read) {}

  /**
   * What to compare.
   *
   * @param sync the sync's name
   * @param source where rows come from
   * @param destination where they went
   * @param task the stream
   * @param scratch where the source's rows were read to; null = they are compared where they are
   */
  record Request(
      String sync,
      ConnectorPlan source,
      ConnectorPlan destination,
      StreamTask task,
      @Nullable ConnectorPlan scratch) {}
}
