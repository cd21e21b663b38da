package dev.eider.flow;

import dev.eider.step.Checkpoint;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/**
 * Looks at the checkpoints of a sync, or forgets them, by way of the worker that may open the
 * destination. Its id is {@code checkpoints/<name>}.
 */
@WorkflowInterface
public interface CheckpointsWorkflow {

  /** The checkpoints as they are, or as they were before they were forgotten. */
  @WorkflowMethod(name = "Checkpoints")
  List<Checkpoint.Line> run(Request request);

  /**
   * What to do.
   *
   * @param show whose checkpoints
   * @param reset forget them
   */
  record Request(Checkpoint.Show show, boolean reset) {}
}
