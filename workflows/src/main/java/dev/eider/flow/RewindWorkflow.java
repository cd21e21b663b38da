package dev.eider.flow;

import dev.eider.plan.SyncPlan;
import dev.eider.step.History;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Takes a stream back to an earlier checkpoint. Its id is {@code state/<name>}. */
@WorkflowInterface
public interface RewindWorkflow {

  /** Goes back, or tells what going back would do. */
  @WorkflowMethod(name = "StateRewind")
  History.Rewound run(Request request);

  /**
   * Where to.
   *
   * @param plan the sync
   * @param stream the stream
   * @param to where to
   * @param dryRun only tell
   * @param repeat rows that will be there twice are wanted
   */
  record Request(SyncPlan plan, String stream, History.Target to, boolean dryRun, boolean repeat) {}
}
