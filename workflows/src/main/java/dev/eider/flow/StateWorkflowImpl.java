package dev.eider.flow;

import dev.eider.step.Checkpoint;
import java.util.List;

/** Asks the checkpoint step once. */
public final class StateWorkflowImpl implements StateWorkflow {

  @Override
  public List<Checkpoint.Line> run(Request request) {
    String sync = request.plan().name();
    Checkpoint.Show show =
        new Checkpoint.Show(sync, request.plan().destination(), request.streams());
    return Once.ask(
        sync,
        () ->
            request.reset()
                ? Verbs.checkpoint("reset checkpoints of " + sync).reset(show)
                : Verbs.checkpoint("show checkpoints of " + sync).show(show));
  }
}
