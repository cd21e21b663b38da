package dev.eider.flow;

import dev.eider.outcome.Counts;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Outcome;
import dev.eider.outcome.Problem;
import dev.eider.outcome.StreamReport;
import dev.eider.outcome.SyncReport;
import dev.eider.plan.StreamTask;
import dev.eider.plan.SyncPlan;
import dev.eider.step.Check;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A sync: check, run the streams side by side, report. */
public final class SyncWorkflowImpl implements SyncWorkflow {
  private final SyncPlan plan;
  private final Instant started = now();
  private final List<StreamReport> streams = new ArrayList<>();
  private List<Problem> notes = List.of();
  private List<Problem> findings = List.of();
  private Labels labels;
  private final Set<String> parked = new HashSet<>();
  private int running;
  private String phase = "checking";
  private Outcome outcome = Outcome.RUNNING;
  private @Nullable FaultReport fault;
  private @Nullable Instant ended;

  /** Called by the SDK before {@link #run}, so that a query finds a report at any moment. */
  @WorkflowInit
  public SyncWorkflowImpl(SyncPlan plan) {
    this.plan = plan;
    this.labels = new Labels(plan.name(), false);
  }

  @Override
  public SyncReport run(SyncPlan ignored) {
    try {
      Check.Checked checked = check();
      runStreams(checked);
      verify(checked.queue());
    } catch (TemporalFailure failure) {
      if (!Blame.isCancelled(failure)) {
        fault = Blame.of(failure, plan.name());
      }
    }
    if (CancellationScope.current().isCancelRequested()) {
      Workflow.newDetachedCancellationScope(() -> Workflow.await(() -> running == 0)).run();
      end(Outcome.CANCELLED);
      throw new CanceledFailure("the sync was cancelled");
    }
    return conclude();
  }

  private Check.Checked check() {
    Patience patience = new Patience(plan.name(), plan.pace().giveUpAfter(), this::waits);
    Check.Checked checked =
        patience.insistOn(
            () ->
                Verbs.check("check " + plan.source().type() + " and " + plan.destination().type())
                    .check(plan));
    notes = checked.notes();
    labels = new Labels(plan.name(), checked.searchAttributes());
    return checked;
  }

  /** One stream's failure never stops the others. */
  private void runStreams(Check.Checked checked) {
    show("syncing");
    List<Promise<@Nullable Void>> all = new ArrayList<>();
    for (StreamTask task : checked.streams()) {
      streams.add(queued(task));
    }
    for (int i = 0; i < checked.streams().size(); i++) {
      int index = i;
      Workflow.await(() -> running - parked.size() < plan.pace().parallelStreams());
      running++;
      all.add(
          start(checked, checked.streams().get(i))
              .handle(
                  (report, failure) -> {
                    running--;
                    parked.remove(streams.get(index).stream());
                    streams.set(
                        index, failure == null ? report : failed(streams.get(index), failure));
                    show("syncing");
                    return null;
                  }));
    }
    Promise.allOf(all).get();
  }

  private void verify(String queue) {
    if (!plan.verify() || CancellationScope.current().isCancelRequested()) {
      return;
    }
    show("comparing");
    findings = Verifying.findings(plan, queue, streams);
  }

  private Promise<StreamReport> start(Check.Checked checked, StreamTask task) {
    StreamWorkflow stream =
        Workflow.newChildWorkflowStub(
            StreamWorkflow.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(plan.workflowId() + "/" + task.stream())
                .setTaskQueue(checked.queue())
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
                .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setStaticSummary(
                    Labels.summary(
                        task.stream()
                            + " → "
                            + task.table()
                            + ", "
                            + task.mode().word()
                            + ", "
                            + task.write().word()))
                .setStaticDetails(
                    "- source: "
                        + plan.source().type()
                        + "\n- destination: "
                        + plan.destination().type()
                        + "\n- table: "
                        + task.table())
                .build());
    return Async.function(
        stream::run,
        new StreamWorkflow.Request(
            plan.name(),
            plan.source(),
            checked.sourceName(),
            checked.fingerprint(),
            plan.destination(),
            task,
            plan.pace(),
            plan.fullRefresh(),
            checked.searchAttributes(),
            null));
  }

  private SyncReport conclude() {
    List<StreamReport> bad =
        streams.stream().filter(stream -> stream.outcome() != Outcome.DONE).toList();
    if (fault == null && bad.isEmpty()) {
      boolean whole = total().setAside() == 0 && findings.isEmpty();
      return end(whole ? Outcome.DONE : Outcome.PARTIAL);
    }
    FaultReport first = fault != null ? fault : bad.getFirst().fault();
    boolean some = fault == null && bad.size() < streams.size();
    SyncReport report = end(some ? Outcome.PARTIAL : Outcome.FAILED);
    throw Blame.failure(
        first != null ? first : Blame.of(new IllegalStateException("no fault"), plan.name()),
        report);
  }

  private static StreamReport queued(StreamTask task) {
    return new StreamReport(
        task.stream(),
        task.table(),
        task.mode().word() + ", " + task.write().word(),
        Outcome.RUNNING,
        "queued",
        Counts.NONE,
        0,
        null,
        null,
        now(),
        null);
  }

  private static StreamReport failed(StreamReport was, RuntimeException failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ApplicationFailure known && known.getDetails().getSize() > 1) {
        return known.getDetails().get(1, StreamReport.class);
      }
    }
    boolean cancelled = Blame.isCancelled(failure);
    Outcome how = cancelled ? Outcome.CANCELLED : Outcome.FAILED;
    return new StreamReport(
        was.stream(),
        was.table(),
        was.how(),
        how,
        how.word(),
        was.counts(),
        was.chunks(),
        was.cursor(),
        cancelled ? null : Blame.of(failure, was.stream()),
        was.started(),
        now());
  }

  private void waits(@Nullable FaultReport reason) {
    fault = reason;
    show(reason == null ? "checking" : "waiting");
  }

  @Override
  public void parked(String stream, boolean waits) {
    if (waits) {
      parked.add(stream);
    } else {
      parked.remove(stream);
    }
    show(parked.size() == running ? "parked" : "syncing");
  }

  private void show(String now) {
    phase = now;
    labels.show(phase, outcome, total().read());
    Labels.details(report(), running, parked);
  }

  private SyncReport end(Outcome how) {
    outcome = how;
    ended = now();
    show(how.word());
    return report();
  }

  private Counts total() {
    return streams.stream().map(StreamReport::counts).reduce(Counts.NONE, Counts::plus);
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  @Override
  public SyncReport report() {
    List<Problem> all = Stream.concat(notes.stream(), findings.stream()).toList();
    return new SyncReport(
        plan.name(), outcome, phase, List.copyOf(streams), all, fault, started, ended);
  }
}
