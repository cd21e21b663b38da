package dev.eider.flow;

import dev.eider.outcome.SyncReport;
import dev.eider.plan.SyncPlan;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * A whole sync: check the plan, run each of its streams, report. Its id is {@code sync/<name>}, so
 * one name has one running sync.
 *
 * <p>Fails with a {@link dev.eider.outcome.FaultReport} and the {@link SyncReport} in its details
 * when a stream or the sync itself failed; the streams that could be done are done all the same.
 */
@WorkflowInterface
public interface SyncWorkflow {

  /** Runs the sync to its end. */
  @WorkflowMethod(name = "Sync")
  SyncReport run(SyncPlan plan);

  /** How far it is. */
  @QueryMethod(name = "report")
  SyncReport report();

  /** A stream says that it waits for approval, or goes on: while it waits others take its place. */
  @SignalMethod(name = "parked")
  void parked(String stream, boolean waits);
}
