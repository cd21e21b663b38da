package dev.eider.flow;

import dev.eider.plan.SyncPlan;
import dev.eider.step.History;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** Lists the checkpoints a stream had. Its id is {@code state/<name>}. */
@WorkflowInterface
public interface HistoryWorkflow {

  /** The checkpoints, newest first. */
  @WorkflowMethod(name = "StateHistory")
  List<History.Moment> run(Request request);

  /**
   * Whose checkpoints.
   *
   * @param plan the sync
   * @param stream the stream
   * @param limit how many at most
   */
  record Request(SyncPlan plan, String stream, int limit) {}
}
