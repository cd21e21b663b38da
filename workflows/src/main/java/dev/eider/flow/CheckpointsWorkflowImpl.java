package dev.eider.flow;

import dev.eider.outcome.FaultReport;
import dev.eider.step.Checkpoint;
import io.temporal.failure.ActivityFailure;
import java.time.Duration;
import java.util.List;

/** Asks the checkpoint step once, waiting a moment for a file another one holds. */
public final class CheckpointsWorkflowImpl implements CheckpointsWorkflow {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public List<Checkpoint.Line> run(Request request) {
    String sync = request.show().sync();
    Patience patience = new Patience(sync, PATIENCE, reason -> {});
    try {
      return patience.insistOn(
          () ->
              request.reset()
                  ? Verbs.checkpoint("reset checkpoints of " + sync).reset(request.show())
                  : Verbs.checkpoint("show checkpoints of " + sync).show(request.show()));
    } catch (ActivityFailure failure) {
      if (Blame.isCancelled(failure)) {
        throw failure;
      }
      FaultReport fault = Blame.of(failure, sync);
      throw Blame.failure(fault, sync);
    }
  }
}
