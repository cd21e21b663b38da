package dev.eider.flow;

import dev.eider.outcome.Counts;
import dev.eider.plan.Position;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.step.Checkpoint;
import dev.eider.step.Extract;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** The end of a stream's run: at the destination, and where its source keeps checksums. */
final class Closing {
  private final StreamWorkflow.Request request;
  private final Patience patience;

  Closing(StreamWorkflow.Request request, Patience patience) {
    this.request = request;
    this.patience = patience;
  }

  /** What became visible with the end; both sides at once, neither waits for the other's disk. */
  Counts run(StreamTask task, long generation, Position last, boolean swept) {
    Checkpoint.Close what =
        new Checkpoint.Close(
            request.sync(),
            request.sourceName(),
            request.destination(),
            task,
            generation,
            last,
            swept);
    Promise<@Nullable Void> kept = keep(task, last, swept);
    try {
      Counts counts =
          patience.insistOn(
              () -> Verbs.checkpoint("close checkpoint of " + task.stream()).close(what));
      kept.get();
      return counts;
    } catch (TemporalFailure failure) {
      await(kept);
      throw failure;
    }
  }

  /** The source remembers what it compared, now that the destination has it. */
  private Promise<@Nullable Void> keep(StreamTask task, Position last, boolean swept) {
    if (task.mode() != ReadMode.COMPARE) {
      return Workflow.newPromise(null);
    }
    Extract.Settle what = new Extract.Settle(request.sync(), request.source(), task, last, swept);
    return Async.procedure(
        () ->
            patience.insistOn(
                () -> {
                  Verbs.extract("keep the checksums of " + task.stream()).settle(what);
                  return null;
                }));
  }

  /** Waits for a step's end, however it ends, also when the stream is cancelled. */
  static void await(Promise<@Nullable Void> step) {
    Promise<Boolean> ended = step.handle((done, failure) -> failure == null);
    Workflow.newDetachedCancellationScope(ended::get).run();
  }
}
