package dev.eider.flow;

import dev.eider.outcome.FaultKind;
import dev.eider.outcome.FaultReport;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what is unavailable: a durable timer that holds no thread, shown with its reason,
 * growing from a second to a minute or as long as the other side asked, until nothing has moved for
 * too long.
 */
final class Patience {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final String where;
  private final Duration giveUpAfter;
  private final Consumer<@Nullable FaultReport> waiting;
  private long movedAtMillis = Workflow.currentTimeMillis();

  /**
   * Patience for one stream or sync.
   *
   * @param where what messages call it
   * @param giveUpAfter how long without any step done
   * @param waiting told the reason before each wait, and null after it
   */
  Patience(String where, Duration giveUpAfter, Consumer<@Nullable FaultReport> waiting) {
    this.where = where;
    this.giveUpAfter = giveUpAfter;
    this.waiting = waiting;
  }

  /** The step's result, however often it takes; its failure when waiting cannot help. */
  <R> R insistOn(Func<R> step) {
    Duration wait = FIRST_WAIT;
    while (true) {
      try {
        R result = step.apply();
        movedAtMillis = Workflow.currentTimeMillis();
        return result;
      } catch (ActivityFailure failure) {
        FaultReport fault = reasonToWait(failure);
        sleep(fault.retryAfter() == null ? wait : fault.retryAfter(), fault, failure);
        wait =
            wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
      }
    }
  }

  private FaultReport reasonToWait(ActivityFailure failure) {
    if (Blame.isCancelled(failure)) {
      throw failure;
    }
    FaultReport fault = Blame.of(failure, where);
    if (fault.kind() != FaultKind.UNAVAILABLE || fault.problem().code().equals("worker.lost")) {
      throw failure;
    }
    return fault;
  }

  private void sleep(Duration wait, FaultReport fault, ActivityFailure failure) {
    long waited = Workflow.currentTimeMillis() - movedAtMillis;
    if (waited + wait.toMillis() > giveUpAfter.toMillis()) {
      throw failure;
    }
    waiting.accept(fault);
    String summary = "wait " + wait.toSeconds() + " s: " + fault.problem().message();
    Workflow.newTimer(wait, TimerOptions.newBuilder().setSummary(Labels.summary(summary)).build())
        .get();
    waiting.accept(null);
  }
}
