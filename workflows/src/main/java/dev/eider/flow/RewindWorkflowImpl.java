package dev.eider.flow;

import dev.eider.step.History;

/** Asks the history step once. */
public final class RewindWorkflowImpl implements RewindWorkflow {

  @Override
  public History.Rewound run(Request request) {
    String sync = request.plan().name();
    History.Rewind rewind =
        new History.Rewind(
            sync,
            request.plan().destination(),
            request.stream(),
            request.to(),
            request.dryRun(),
            request.repeat());
    return Once.ask(sync, () -> Verbs.history("rewind " + request.stream()).rewind(rewind));
  }
}
