package dev.eider.flow;

import dev.eider.plan.SyncPlan;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * What a schedule starts: a schedule adds a time to its workflow's id, so this thin workflow starts
 * the sync under the id every other start uses, and a scheduled and an ad hoc run of one sync never
 * run at once. Its id begins with {@code schedule/<name>}.
 */
@WorkflowInterface
public interface ScheduledSyncWorkflow {

  /** Runs the sync, or ends at once when it is running; says in words which of the two. */
  @WorkflowMethod(name = "ScheduledSync")
  String run(SyncPlan plan);
}
