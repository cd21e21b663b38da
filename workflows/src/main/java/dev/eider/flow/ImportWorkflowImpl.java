package dev.eider.flow;

import dev.eider.outcome.FaultKind;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Problem;
import dev.eider.plan.StreamTask;
import dev.eider.step.Check;
import dev.eider.step.Checkpoint;
import dev.eider.step.History;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Checks the plan, so that every state meets its stream, then writes them all at once. */
public final class ImportWorkflowImpl implements ImportWorkflow {

  @Override
  public List<Checkpoint.Line> run(Request request) {
    String sync = request.plan().name();
    Check.Checked checked =
        Once.ask(sync, () -> Verbs.check("check " + sync).check(request.plan()));
    List<History.Given> given = new ArrayList<>();
    for (Given one : request.streams()) {
      given.add(new History.Given(task(checked.streams(), one.stream()), one.state()));
    }
    History.Import take =
        new History.Import(
            sync,
            checked.sourceName(),
            checked.fingerprint(),
            request.plan().destination(),
            given,
            request.note());
    return Once.ask(sync, () -> Verbs.history("import checkpoints of " + sync).take(take));
  }

  private static StreamTask task(List<StreamTask> tasks, String stream) {
    return tasks.stream()
        .filter(task -> task.stream().equals(stream))
        .findFirst()
        .orElseThrow(
            () ->
                Blame.failure(
                    new FaultReport(
                        FaultKind.MISCONFIGURED,
                        new Problem(
                            "state.unknown_stream",
                            stream,
                            "expected a stream of this sync but was '" + stream + "'",
                            "write one of "
                                + tasks.stream()
                                    .map(StreamTask::stream)
                                    .collect(Collectors.joining(", "))),
                        null),
                    stream));
  }
}
