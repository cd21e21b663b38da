package dev.eider.flow;

import dev.eider.step.Quarantine;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Tells which rows of a sync are set aside. Its id is {@code quarantine/<name>}. */
@WorkflowInterface
public interface QuarantineWorkflow {

  /** What is set aside. */
  @WorkflowMethod(name = "Quarantine")
  Quarantine.Held run(Quarantine.Of request);
}
