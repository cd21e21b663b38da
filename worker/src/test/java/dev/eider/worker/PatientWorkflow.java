package dev.eider.worker;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Waits until it is told, however many workers that takes. */
@WorkflowInterface
public interface PatientWorkflow {

  @WorkflowMethod(name = "Patient")
  String run(String name);

  @SignalMethod(name = "now")
  void now();

  @QueryMethod(name = "waits")
  boolean waits();

  /** Waits. */
  final class Impl implements PatientWorkflow {
    private boolean told;

    @Override
    public String run(String name) {
      Workflow.await(() -> told);
      return "at last, " + name;
    }

    @Override
    public void now() {
      told = true;
    }

    @Override
    public boolean waits() {
      return !told;
    }
  }
}
