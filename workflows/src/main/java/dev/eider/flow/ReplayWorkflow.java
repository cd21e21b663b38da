package dev.eider.flow;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.eider.outcome.Counts;
import dev.eider.plan.SyncPlan;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tries rows again that were set aside: staged by today's plan, loaded as any batch is. Its id is
 * {@code quarantine/<name>}.
 */
@WorkflowInterface
public interface ReplayWorkflow {

  /** What came of it, one line a stream that had rows set aside. */
  @WorkflowMethod(name = "Replay")
  List<Replayed> run(Request request);

  /**
   * Which rows.
   *
   * @param plan the sync as it is now
   * @param streams which; empty = all
   */
  record Request(SyncPlan plan, List<String> streams) {}

  /**
   * One stream's rows.
   *
   * @param stream the stream
   * @param table where they went
   * @param tried how many were tried
   * @param counts what became of those that went in
   * @param left how many are still set aside
   * @param note why none was tried; null = they were
   */
  record Replayed(
      String stream,
      @Nullable String table,
      long tried,
      Counts counts,
      long left,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String note) {}
}
