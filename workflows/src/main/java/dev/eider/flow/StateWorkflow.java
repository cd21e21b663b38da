package dev.eider.flow;

import dev.eider.plan.SyncPlan;
import dev.eider.step.Checkpoint;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/**
 * Shows or forgets a sync's checkpoints where they are kept, on the worker that holds the
 * destination. Its id is {@code state/<name>}.
 */
@WorkflowInterface
public interface StateWorkflow {

  /** The checkpoints as they are, or as they were before they were forgotten. */
  @WorkflowMethod(name = "State")
  List<Checkpoint.Line> run(Request request);

  /**
   * Whose checkpoints.
   *
   * @param plan the sync
   * @param streams which; empty = all of this sync
   * @param reset forget them
   */
  record Request(SyncPlan plan, List<String> streams, boolean reset) {}
}
