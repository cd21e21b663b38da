package dev.eider.flow;

import dev.eider.plan.SyncPlan;
import dev.eider.step.Checkpoint;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** Writes checkpoints that were kept elsewhere. Its id is {@code state/<name>}. */
@WorkflowInterface
public interface ImportWorkflow {

  /** The checkpoints as they are afterwards. */
  @WorkflowMethod(name = "StateImport")
  List<Checkpoint.Line> run(Request request);

  /**
   * What to write.
   *
   * @param plan the sync
   * @param streams which streams, each with its state
   * @param note where they come from
   */
  record Request(SyncPlan plan, List<Given> streams, String note) {}

  /**
   * A stream's state.
   *
   * @param stream its name at the source
   * @param state JSON text
   */
  record Given(String stream, String state) {}
}
