package dev.eider.flow;

import dev.eider.outcome.FaultKind;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Problem;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import org.jspecify.annotations.Nullable;

/** Reads who must act out of a failed step or stream. */
final class Blame {
  private Blame() {}

  /** Whether somebody asked for this to stop. */
  static boolean isCancelled(@Nullable Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof CanceledFailure) {
        return true;
      }
    }
    return false;
  }

  /** The fault inside a failure; what carries none is a defect or a lost worker. */
  static FaultReport of(Throwable failure, String where) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ApplicationFailure known && known.getDetails().getSize() > 0) {
        return known.getDetails().get(0, FaultReport.class);
      }
      if (t instanceof TimeoutFailure) {
        return new FaultReport(
            FaultKind.UNAVAILABLE,
            new Problem(
                "worker.lost",
                where,
                "a step was begun again and again and never finished",
                "see the worker's log for why it stops, and that it has memory enough"),
            null);
      }
    }
    return new FaultReport(
        FaultKind.DEFECT,
        new Problem("flow.unexpected", where, lastWords(failure), "report it"),
        null);
  }

  /** A failure that carries a fault and a report of what was done all the same. */
  static ApplicationFailure failure(FaultReport fault, Object report) {
    return ApplicationFailure.newNonRetryableFailure(
        fault.problem().line(), fault.kind().wireName(), fault, report);
  }

  private static String lastWords(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return last instanceof TemporalFailure known
        ? known.getOriginalMessage()
        : last.getClass().getSimpleName();
  }
}
