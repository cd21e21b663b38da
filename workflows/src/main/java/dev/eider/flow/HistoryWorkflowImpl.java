package dev.eider.flow;

import dev.eider.step.History;
import java.util.List;

/** Asks the history step once. */
public final class HistoryWorkflowImpl implements HistoryWorkflow {

  @Override
  public List<History.Moment> run(Request request) {
    String sync = request.plan().name();
    History.Of of =
        new History.Of(sync, request.plan().destination(), request.stream(), request.limit());
    return Once.ask(sync, () -> Verbs.history("list checkpoints of " + request.stream()).list(of));
  }
}
