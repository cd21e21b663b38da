package dev.eider.step;

import dev.eider.outcome.Problem;
import dev.eider.plan.StreamTask;
import dev.eider.plan.SyncPlan;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** Sees whether a plan can run, and decides everything it left open. */
@ActivityInterface
public interface Check {

  /** Reaches source and destination, reads the catalog, resolves each stream. */
  @ActivityMethod(name = "Check")
  Checked check(SyncPlan plan);

  /**
   * A plan that can run.
   *
   * @param queue the task queue of the worker's installation: staged files and local databases are
   *     there, so all further steps go there
   * @param sourceName what state tables call the source, as PyAirbyte would
   * @param fingerprint of the source's configuration: two configurations never share a cursor
   * @param streams what to do, in catalog order
   * @param notes things worth knowing that stop nothing
   * @param searchAttributes whether the server knows Eider's search attributes
   */
  record Checked(
      String queue,
      String sourceName,
      String fingerprint,
      List<StreamTask> streams,
      List<Problem> notes,
      boolean searchAttributes) {}
}
