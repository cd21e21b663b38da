package dev.eider.cli;

import dev.eider.flow.SyncWorkflow;
import dev.eider.outcome.Counts;
import dev.eider.outcome.FaultKind;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Outcome;
import dev.eider.outcome.Problem;
import dev.eider.outcome.StreamReport;
import dev.eider.outcome.SyncReport;
import dev.eider.outcome.Vectors;
import dev.eider.plan.StreamPlan;
import dev.eider.plan.SyncPlan;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sync whose name says how it goes: done, partial, denied, or forever. */
public final class FakeSync implements SyncWorkflow {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private String name = "";
  private @Nullable Instant ended;
  private List<StreamReport> streams = List.of();

  @Override
  public SyncReport run(SyncPlan plan) {
    name = plan.name();
    List<StreamPlan> asked =
        plan.streams().isEmpty() ? List.of(StreamPlan.of("orders")) : plan.streams();
    streams = asked.stream().map(stream -> stream(stream.name(), Outcome.RUNNING, null)).toList();
    if (name.startsWith("forever")) {
      sleepUntilCancelled();
    }
    return switch (name) {
      case "partial" -> ended(Outcome.PARTIAL, fault(FaultKind.REJECTED, "orders"));
      case "denied" -> throw denied();
      default -> ended(Outcome.DONE, null);
    };
  }

  private void sleepUntilCancelled() {
    try {
      Workflow.sleep(Duration.ofDays(365));
    } catch (CanceledFailure asked) {
      ended = START.plusMillis(1500);
      throw asked;
    }
  }

  @Override
  public SyncReport report() {
    Outcome outcome = ended == null ? Outcome.RUNNING : Outcome.CANCELLED;
    return new SyncReport(name, outcome, "extracting", streams, List.of(), null, START, ended);
  }

  @Override
  public void parked(String stream, boolean waits) {
    throw new IllegalStateException("expected no stream that waits for approval");
  }

  private ApplicationFailure denied() {
    FaultReport fault = fault(FaultKind.DENIED, "source/token");
    SyncReport report =
        new SyncReport(
            name,
            Outcome.FAILED,
            "failed",
            List.of(),
            List.of(),
            fault,
            START,
            START.plusMillis(40));
    return ApplicationFailure.newNonRetryableFailure(
        fault.problem().line(), fault.kind().wireName(), fault, report);
  }

  private SyncReport ended(Outcome outcome, @Nullable FaultReport fault) {
    long replaced = name.equals("same-key") ? 3 : 0;
    List<StreamReport> done =
        streams.stream()
            .map(stream -> stream(stream.stream(), outcome, fault))
            .map(stream -> stream.with(stream.counts().replacing(replaced)))
            .map(stream -> name.equals("embedded") ? embedded(stream) : stream)
            .toList();
    return new SyncReport(
        name, outcome, "ended", done, List.of(), null, START, START.plusMillis(1500));
  }

  /** Only orders have documents. */
  private static StreamReport embedded(StreamReport stream) {
    return new StreamReport(
        stream.stream(),
        stream.table(),
        stream.how(),
        stream.outcome(),
        stream.phase(),
        stream.counts(),
        stream.chunks(),
        stream.cursor(),
        stream.fault(),
        stream.started(),
        stream.ended(),
        stream.total(),
        stream.question(),
        stream.note(),
        stream.stream().equals("orders") ? new Vectors(1200, 34, 5) : null);
  }

  private static StreamReport stream(String name, Outcome outcome, @Nullable FaultReport fault) {
    boolean running = outcome == Outcome.RUNNING;
    return new StreamReport(
        name,
        "main." + name,
        "full_refresh, upsert",
        outcome,
        "extracting",
        running ? Counts.extracted(20, 0, 1, 800) : new Counts(1826, 826, 0, 1000, 0, 0, 42, 4096),
        running ? 0 : 1,
        null,
        fault,
        START,
        running ? null : START.plusMillis(1500));
  }

  private static FaultReport fault(FaultKind kind, String where) {
    return new FaultReport(
        kind, new Problem("fake." + kind.wireName(), where, "expected better", "try harder"), null);
  }
}
