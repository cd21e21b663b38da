package dev.eider.flow;

import dev.eider.outcome.Counts;
import dev.eider.outcome.FaultKind;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Problem;
import dev.eider.plan.StreamTask;
import dev.eider.plan.Tolerance;
import dev.eider.step.Extract;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Promise;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Ends a stream of which more rows are set aside than its plan tolerates. */
final class TooManySetAside {
  private TooManySetAside() {}

  /**
   * Ends the stream, or lets it go on. The chunk that was one too many is loaded first: its rows
   * that are sound are kept, and those that are not can be looked at and replayed.
   *
   * @param counts of the run so far, this chunk's rows among them
   */
  static void stop(
      StreamTask task,
      Counts counts,
      Extract.Extracted extracted,
      Promise<@Nullable Void> loading) {
    Tolerance tolerance = task.tolerance();
    if (tolerance == null || counts.setAside() <= tolerance.most(counts.read())) {
      return;
    }
    loading.get();
    FaultReport fault =
        new FaultReport(FaultKind.REJECTED, problem(task, counts, extracted.aside()), null);
    throw ApplicationFailure.newNonRetryableFailure(
        fault.problem().line(), fault.kind().wireName(), fault);
  }

  private static Problem problem(StreamTask task, Counts counts, @Nullable Problem first) {
    Tolerance tolerance = task.tolerance() == null ? Tolerance.DEFAULT : task.tolerance();
    String message =
        String.format(
            Locale.ROOT,
            "expected at most %,d of %,d rows read to be set aside but %,d were",
            tolerance.most(counts.read()),
            counts.read(),
            counts.setAside());
    return new Problem(
        "record.too_many_set_aside",
        task.stream(),
        first == null ? message : message + "; one of them: " + first.message(),
        "see 'eider quarantine show', mend the source or the sync file, or raise set_aside_limit");
  }
}
