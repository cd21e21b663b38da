package dev.eider.flow;

import dev.eider.step.Quarantine;

/** Asks the quarantine step once. */
public final class QuarantineWorkflowImpl implements QuarantineWorkflow {

  @Override
  public Quarantine.Held run(Quarantine.Of request) {
    return Once.ask(
        request.sync(),
        () -> Verbs.quarantine("rows of " + request.sync() + " that are set aside").show(request));
  }
}
