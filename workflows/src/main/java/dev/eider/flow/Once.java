package dev.eider.flow;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Functions.Func;
import java.time.Duration;

/** A step that somebody waits for, with a moment's patience for a file somebody else holds. */
final class Once {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Once() {}

  /** The step's answer; its fault as this workflow's own failure. */
  static <R> R ask(String sync, Func<R> step) {
    Patience patience = new Patience(sync, PATIENCE, reason -> {});
    try {
      return patience.insistOn(step);
    } catch (ActivityFailure failure) {
      if (Blame.isCancelled(failure)) {
        throw failure;
      }
      throw Blame.failure(Blame.of(failure, sync), sync);
    }
  }
}
