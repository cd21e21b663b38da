package dev.eider.flow;

import dev.eider.plan.SyncPlan;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * What a schedule starts: a schedule's workflow ids get a time behind them, so this thin workflow
 * runs the sync under its own one id, and a scheduled and an ad hoc run never run at once.
 */
@WorkflowInterface
public interface ScheduledSyncWorkflow {

  /** Runs the sync, or says that it is running already. */
  @WorkflowMethod(name = "ScheduledSync")
  String run(SyncPlan plan);
}
