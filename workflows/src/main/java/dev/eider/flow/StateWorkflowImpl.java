package dev.eider.flow;

import dev.eider.step.Checkpoint;
import io.temporal.failure.ActivityFailure;
import java.time.Duration;
import java.util.List;

/** Asks the checkpoint step once, waiting a moment for a file somebody else holds. */
public final class StateWorkflowImpl implements StateWorkflow {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public List<Checkpoint.Line> run(Request request) {
    String sync = request.plan().name();
    Checkpoint.Show show =
        new Checkpoint.Show(sync, request.plan().destination(), request.streams());
    Patience patience = new Patience(sync, PATIENCE, reason -> {});
    try {
      return patience.insistOn(
          () ->
              request.reset()
                  ? Verbs.checkpoint("reset checkpoints of " + sync).reset(show)
                  : Verbs.checkpoint("show checkpoints of " + sync).show(show));
    } catch (ActivityFailure failure) {
      if (Blame.isCancelled(failure)) {
        throw failure;
      }
      throw Blame.failure(Blame.of(failure, sync), sync);
    }
  }
}
