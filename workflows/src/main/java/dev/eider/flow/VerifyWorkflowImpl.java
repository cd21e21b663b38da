package dev.eider.flow;

import dev.eider.outcome.FaultKind;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Problem;
import dev.eider.outcome.VerifyReport;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.SyncPlan;
import dev.eider.plan.Words;
import dev.eider.plan.WriteMode;
import dev.eider.step.Check;
import dev.eider.step.Verify;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A comparison: check, read what has no digests, compare stream after stream, clean up. */
public final class VerifyWorkflowImpl implements VerifyWorkflow {
  /** Somebody waits for the answer, and nothing is lost by asking again. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public VerifyReport run(Request request) {
    Instant started = now();
    SyncPlan plan = request.plan();
    Duration given = plan.pace().giveUpAfter();
    Duration wait = given.compareTo(PATIENCE) < 0 ? given : PATIENCE;
    Patience patience = new Patience(plan.name(), wait, reason -> {});
    try {
      Check.Checked checked = checked(plan, patience);
      List<StreamTask> tasks = chosen(request, checked.streams());
      VerifyingVectors vectors = new VerifyingVectors(request, checked.queue(), patience);
      List<VerifyReport.Compared> compared =
          compare(plan, checked, tasks, patience).stream()
              .map(stream -> stream.with(vectors.of(task(tasks, stream))))
              .toList();
      boolean equal = compared.stream().allMatch(VerifyingVectors::isEqual);
      return new VerifyReport(plan.name(), equal, compared, List.of(), started, now());
    } catch (TemporalFailure failure) {
      if (Blame.isCancelled(failure)) {
        throw failure;
      }
      throw Blame.failure(Blame.of(failure, plan.name()), plan.name());
    }
  }

  private static StreamTask task(List<StreamTask> tasks, VerifyReport.Compared stream) {
    return tasks.stream()
        .filter(task -> task.stream().equals(stream.stream()))
        .findFirst()
        .orElseThrow();
  }

  private static Check.Checked checked(SyncPlan plan, Patience patience) {
    return patience.insistOn(
        () ->
            Verbs.check("check " + plan.source().type() + " and " + plan.destination().type())
                .check(plan));
  }

  private static List<StreamTask> chosen(Request request, List<StreamTask> all) {
    List<String> asked = request.streams();
    for (String name : asked) {
      if (all.stream().noneMatch(task -> task.stream().equals(name))) {
        List<String> names = all.stream().map(StreamTask::stream).toList();
        Problem problem =
            new Problem(
                "verify.unknown_stream",
                name,
                "expected a stream of sync '" + request.plan().name() + "' but was '" + name + "'",
                Words.closest(name, names)
                    .map(word -> "write " + word)
                    .orElse("write one of " + String.join(", ", names)));
        throw Blame.failure(
            new FaultReport(FaultKind.MISCONFIGURED, problem, null), request.plan().name());
      }
    }
    return all.stream().filter(task -> asked.isEmpty() || asked.contains(task.stream())).toList();
  }

  private static List<VerifyReport.Compared> compare(
      SyncPlan plan, Check.Checked checked, List<StreamTask> tasks, Patience patience) {
    Verify.Prepare prepare = new Verify.Prepare(plan.name(), plan.source(), tasks);
    Verify.Prepared prepared =
        patience.insistOn(
            () -> Verbs.verify("prepare to compare", checked.queue()).prepare(prepare));
    List<VerifyReport.Compared> compared = new ArrayList<>();
    try {
      for (StreamTask task : tasks) {
        compared.add(compared(plan, checked, task, prepared, patience));
      }
    } finally {
      if (!prepared.read().isEmpty()) {
        Workflow.newDetachedCancellationScope(() -> discard(plan.name(), checked.queue())).run();
      }
    }
    return compared;
  }

  private static void discard(String sync, String queue) {
    try {
      Verbs.verify("remove what was read to compare", queue).discard(sync);
    } catch (ActivityFailure failure) {
      // What stays is removed by the next comparison, and is no reason to lose this one.
      Workflow.getLogger(VerifyWorkflowImpl.class).warn("the scratch database stays", failure);
    }
  }

  /** One stream that cannot be compared does not stop the others. */
  private static VerifyReport.Compared compared(
      SyncPlan plan,
      Check.Checked checked,
      StreamTask task,
      Verify.Prepared prepared,
      Patience patience) {
    boolean read = prepared.read().contains(task.stream());
    try {
      if (read) {
        read(plan, checked, task, prepared);
      }
      Verify.Request what =
          new Verify.Request(
              plan.name(),
              plan.source(),
              plan.destination(),
              task,
              read ? prepared.scratch() : null);
      String summary = "compare " + task.stream() + " with " + task.table();
      return patience.insistOn(() -> Verbs.verify(summary, checked.queue()).verify(what));
    } catch (TemporalFailure failure) {
      if (Blame.isCancelled(failure)) {
        throw failure;
      }
      return VerifyReport.Compared.not(
          task.stream(), task.table(), Blame.of(failure, task.stream()));
    }
  }

  /** The ordinary stream, from the beginning, into a database that is thrown away. */
  private static void read(
      SyncPlan plan, Check.Checked checked, StreamTask task, Verify.Prepared prepared) {
    String id = VerifyWorkflow.workflowId(plan.name());
    StreamWorkflow stream =
        Workflow.newChildWorkflowStub(
            StreamWorkflow.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(id + "/" + task.stream())
                .setTaskQueue(checked.queue())
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
                .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setStaticSummary(Labels.summary("read " + task.stream() + " to compare it"))
                .setStaticDetails("- source: " + plan.source().type())
                .build());
    var unused =
        stream.run(
            new StreamWorkflow.Request(
                id,
                plan.source(),
                checked.sourceName(),
                checked.fingerprint(),
                prepared.scratch(),
                whole(task),
                plan.pace(),
                true,
                false,
                null));
  }

  /** By key where there is one: a listing may hand out a row twice, and the sync keeps it once. */
  private static StreamTask whole(StreamTask task) {
    @Nullable String newerBy =
        switch (task.write()) {
          case WriteMode.Append a -> null;
          case WriteMode.Overwrite o -> null;
          case WriteMode.Upsert upsert -> upsert.newerBy();
          case WriteMode.Mirror mirror -> mirror.newerBy();
        };
    List<String> keys = task.write().keys();
    return new StreamTask(
        task.stream(),
        ReadMode.FULL_REFRESH,
        keys.isEmpty() ? new WriteMode.Overwrite() : new WriteMode.Upsert(keys, newerBy),
        task.cursor(),
        Duration.ZERO,
        task.table(),
        task.columns(),
        task.schema(),
        task.format());
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
