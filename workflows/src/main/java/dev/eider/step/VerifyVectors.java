package dev.eider.step;

import dev.eider.outcome.VerifyReport;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.StreamTask;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Sees whether a store has the vectors of a stream's rows. */
@ActivityInterface
public interface VerifyVectors {

  /** Compares one store with the ledger beside the rows, entry by entry. May run twice. */
  @ActivityMethod(name = "VerifyVectors")
  VerifyReport.Stored vectors(Request request);

  /**
   * What to compare.
   *
   * @param sync the sync's name
   * @param destination where its rows are
   * @param task the stream, with how it is embedded
   * @param store which of its stores, from 0
   * @param mend whether the next sync is to make again what is missing or changed, and what no row
   *     has is removed now
   */
  record Request(
      String sync, ConnectorPlan destination, StreamTask task, int store, boolean mend) {}
}
