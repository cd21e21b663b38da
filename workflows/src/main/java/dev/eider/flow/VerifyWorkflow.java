package dev.eider.flow;

import dev.eider.outcome.VerifyReport;
import dev.eider.plan.SyncPlan;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/**
 * Compares source and destination of a sync by digests. Its id is {@code verify/<name>}. A source
 * that has none is first read in full into a scratch database. A difference is no failure: it
 * stands in the report.
 */
@WorkflowInterface
public interface VerifyWorkflow {

  /** Compares stream after stream. */
  @WorkflowMethod(name = "Verify")
  VerifyReport run(Request request);

  /** The workflow id of the one running comparison of a sync. */
  static String workflowId(String sync) {
    return "verify/" + sync;
  }

  /**
   * What to compare.
   *
   * @param plan the sync
   * @param streams which; empty = all of the plan
   */
  record Request(SyncPlan plan, List<String> streams) {}
}
