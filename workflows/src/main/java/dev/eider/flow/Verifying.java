package dev.eider.flow;

import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Outcome;
import dev.eider.outcome.Problem;
import dev.eider.outcome.StreamReport;
import dev.eider.outcome.VerifyReport;
import dev.eider.plan.SyncPlan;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The comparison at the end of a sync that asks for one: what it finds becomes notes. */
final class Verifying {
  private Verifying() {}

  /** What is not equal, in words; empty = everything that was synced is equal. */
  static List<Problem> findings(SyncPlan plan, String queue, List<StreamReport> streams) {
    List<String> done =
        streams.stream()
            .filter(stream -> stream.outcome() == Outcome.DONE)
            .map(StreamReport::stream)
            .toList();
    if (done.isEmpty()) {
      return List.of();
    }
    try {
      return notes(started(plan, queue).run(new VerifyWorkflow.Request(plan, done)));
    } catch (TemporalFailure failure) {
      if (Blame.isCancelled(failure)) {
        throw failure;
      }
      return List.of(notCompared(plan.name(), Blame.of(failure, plan.name())));
    }
  }

  private static VerifyWorkflow started(SyncPlan plan, String queue) {
    return Workflow.newChildWorkflowStub(
        VerifyWorkflow.class,
        ChildWorkflowOptions.newBuilder()
            .setWorkflowId(VerifyWorkflow.workflowId(plan.name()))
            .setTaskQueue(queue)
            .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
            .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setStaticSummary(Labels.summary("compare source and destination"))
            .setStaticDetails("- asked for by the sync file: `verify: true`")
            .build());
  }

  private static List<Problem> notes(VerifyReport report) {
    List<Problem> notes = new ArrayList<>();
    for (VerifyReport.Compared stream : report.streams()) {
      @Nullable FaultReport fault = stream.fault();
      if (fault != null) {
        notes.add(notCompared(stream.stream(), fault));
      } else if (!stream.equal()) {
        notes.add(
            new Problem(
                "verify.different",
                stream.stream(),
                words(stream),
                stream.file() == null ? null : "see the keys in " + stream.file()));
      }
      notes.addAll(VerifyingVectors.notes(stream));
    }
    return notes;
  }

  private static String words(VerifyReport.Compared stream) {
    return String.format(
        Locale.ROOT,
        "source and destination differ: %,d rows changed, %,d only at the source, %,d only at the"
            + " destination",
        stream.changed(),
        stream.onlySource(),
        stream.onlyDestination());
  }

  private static Problem notCompared(String where, FaultReport fault) {
    Problem why = fault.problem();
    return new Problem(
        "verify.not_done",
        where,
        "source and destination were not compared: " + why.message(),
        why.fix());
  }
}
