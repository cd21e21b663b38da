package dev.eider.flow;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.eider.outcome.VerifyReport;
import dev.eider.plan.SyncPlan;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/**
 * Compares source and destination of a sync by digests. Its id is {@code verify/<name>}. A source
 * that has none is first read in full into a scratch database. Stores are compared with the ledger
 * of their vectors. A difference is no failure: it stands in the report.
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
   * @param mend whether stores are made to agree with the rows again, by the next sync
   */
  record Request(
      SyncPlan plan,
      List<String> streams,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean mend) {

    /** One that changes nothing. */
    public Request(SyncPlan plan, List<String> streams) {
      this(plan, streams, false);
    }
  }
}
