package dev.eider.flow;

import dev.eider.outcome.FaultKind;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Problem;
import dev.eider.plan.Detection;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.step.Checkpoint;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;

/** Opens a stream: asks where its schema broke a promise, and decides how it is read. */
final class Beginning {
  private final StreamWorkflow.Request request;
  private final StreamTask task;
  private final Patience patience;
  private final Approval approval;

  Beginning(StreamWorkflow.Request request, Patience patience, Approval approval) {
    this.request = request;
    this.task = request.task();
    this.patience = patience;
    this.approval = approval;
  }

  Checkpoint.Opened opened() {
    Checkpoint.Opened opened = open("open checkpoint of " + task.stream(), false);
    List<String> changes = opened.changes();
    if (changes == null) {
      return opened;
    }
    String words = String.join("; ", changes);
    if (!approval.asked("schema.changed", words + "; approve to go on with it")) {
      throw rejected(words);
    }
    return open("accept the schema of " + task.stream(), true);
  }

  private Checkpoint.Opened open(String summary, boolean accepted) {
    Checkpoint.Open open =
        new Checkpoint.Open(
            request.sync(),
            request.sourceName(),
            request.fingerprint(),
            request.destination(),
            task,
            Workflow.getInfo().getFirstExecutionRunId(),
            request.fresh(),
            accepted);
    return patience.insistOn(() -> Verbs.checkpoint(summary).open(open));
  }

  /** Where a mirror is due to look for rows that are gone, it is read as a whole. */
  StreamTask task(Checkpoint.Opened opened, Instant now) {
    if (!(task.write() instanceof WriteMode.Mirror mirror)) {
      return task;
    }
    if (mirror.detection().due(opened.swept(), now)) {
      return task.read(mirror.pass());
    }
    boolean whole = task.mode() == ReadMode.FULL_REFRESH && mirror.detection() == Detection.DAILY;
    // Without a cursor every row would come, unknown to the checksums the next look is by.
    return whole && mirror.pass() == ReadMode.COMPARE ? task.comparing(mirror) : task;
  }

  private ApplicationFailure rejected(String words) {
    Problem problem =
        new Problem(
            "schema.rejected",
            task.stream(),
            "the changed schema was rejected: " + words,
            "mend the source or the sync file; the next sync asks again");
    return ApplicationFailure.newNonRetryableFailure(
        problem.line(),
        FaultKind.REJECTED.wireName(),
        new FaultReport(FaultKind.REJECTED, problem, null));
  }
}
