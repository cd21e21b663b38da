package dev.eider.cli;

import dev.eider.outcome.FaultKind;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Outcome;
import dev.eider.outcome.Problem;
import dev.eider.outcome.SyncReport;
import io.temporal.client.WorkflowFailedException;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.Values;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a sync that did not end well says about it. */
final class Ending {

  private Ending() {}

  /**
   * The report inside a failure, or the best that can be made of it.
   *
   * @param cancelled asked when the sync was cancelled, which leaves no report in the failure
   */
  static SyncReport of(String name, Throwable failure, Supplier<Optional<SyncReport>> cancelled) {
    if (failure instanceof TimeoutException) {
      throw Trouble.world(
          "sync.still_running",
          "sync '" + name + "'",
          "expected it to end but it is still at work",
          "see 'eider status " + name + "'");
    }
    if (!(failure instanceof WorkflowFailedException failed)) {
      throw Failures.explained(failure);
    }
    Throwable cause = failed.getCause();
    if (cause instanceof ApplicationFailure application) {
      return applied(name, application);
    }
    if (cause instanceof CanceledFailure) {
      return cancelled
          .get()
          .filter(report -> report.outcome() == Outcome.CANCELLED)
          .orElseGet(() -> report(name, Outcome.CANCELLED, null));
    }
    Problem problem =
        new Problem(
            "sync.ended",
            "sync '" + name + "'",
            "expected a report but the server ended it: " + (cause == null ? failed : cause),
            "look at it in the Temporal UI, then start it again");
    return report(name, Outcome.FAILED, new FaultReport(FaultKind.DEFECT, problem, null));
  }

  /** A failure that has no report, as trouble of the kind it names. */
  static Trouble trouble(String name, WorkflowFailedException failure) {
    SyncReport report = of(name, failure, Optional::empty);
    List<Problem> problems = report.fault() == null ? List.of() : List.of(report.fault().problem());
    return new Trouble(ExitCode.of(report), problems, failure);
  }

  /** The fault inside a failure, if it carries one. */
  static Optional<FaultReport> fault(ApplicationFailure failure) {
    return detail(failure.getDetails(), FaultReport.class);
  }

  private static SyncReport applied(String name, ApplicationFailure failure) {
    Optional<SyncReport> report = detail(failure.getDetails(), SyncReport.class);
    if (report.isPresent()) {
      return report.get();
    }
    FaultReport unnamed =
        new FaultReport(
            FaultKind.named(failure.getType()),
            new Problem(
                "sync.failed",
                "sync '" + name + "'",
                String.valueOf(failure.getOriginalMessage()),
                null),
            null);
    return report(name, Outcome.FAILED, fault(failure).orElse(unnamed));
  }

  /** Details come in no promised order, so each is tried; a report has a sync, a fault a kind. */
  private static <T> Optional<T> detail(Values details, Class<T> type) {
    for (int i = 0; i < details.getSize(); i++) {
      try {
        T value = details.get(i, type);
        if (value instanceof SyncReport report && report.sync() != null) {
          return Optional.of(value);
        }
        if (value instanceof FaultReport fault && fault.problem() != null) {
          return Optional.of(value);
        }
      } catch (DataConverterException e) {
        // Another kind of detail: the next one may be it.
      }
    }
    return Optional.empty();
  }

  private static SyncReport report(String name, Outcome outcome, @Nullable FaultReport fault) {
    Instant now = Instant.now();
    return new SyncReport(name, outcome, outcome.word(), List.of(), List.of(), fault, now, null);
  }
}
