package dev.eider.flow;

import dev.eider.outcome.SyncReport;
import dev.eider.plan.SyncPlan;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;

/** Runs a sync as its child. */
public final class ScheduledSyncWorkflowImpl implements ScheduledSyncWorkflow {
  @Override
  public String run(SyncPlan plan) {
    SyncWorkflow sync =
        Workflow.newChildWorkflowStub(
            SyncWorkflow.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(plan.workflowId())
                .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setStaticSummary(
                    Labels.summary(
                        plan.source().type() + " → " + plan.destination().type() + ", scheduled"))
                .setStaticDetails("- started by a schedule")
                .build());
    try {
      SyncReport report = sync.run(plan);
      return report.outcome().word() + ": " + report.total().read() + " rows read";
    } catch (ChildWorkflowFailure failure) {
      if (failure.getCause() instanceof WorkflowExecutionAlreadyStarted) {
        return "skipped: " + plan.workflowId() + " is running already";
      }
      throw failure;
    }
  }
}
