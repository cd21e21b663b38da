package dev.eider.cli;

import dev.eider.outcome.SyncReport;
import dev.eider.plan.SyncPlan;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowStub;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code eider status NAME}: how far a sync is, or what came of it. */
@Command(name = "status", description = "Say how far a sync is, or what came of its last run.")
final class StatusCommand extends Verb {
  @Parameters(paramLabel = "NAME|FILE", description = "the sync's name or file")
  String sync = "";

  @Mixin ConnectionOptions connection = new ConnectionOptions();

  StatusCommand(Surroundings around) {
    super(around);
  }

  @Override
  ExitCode run(Printer printer) {
    String name = nameOf(sync, printer);
    try (Link link = connection.open(around(), printer)) {
      WorkflowStub stub = link.client().newUntypedWorkflowStub(SyncPlan.workflowId(name));
      WorkflowExecutionDescription described = stub.describe();
      link.page(SyncPlan.workflowId(name)).ifPresent(printer::say);
      if (described.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
        return running(name, link, described, printer);
      }
      SyncReport report = ended(name, stub, link);
      ReportText.print(report, printer);
      return ExitCode.of(report);
    }
  }

  private ExitCode running(
      String name, Link link, WorkflowExecutionDescription described, Printer printer) {
    Optional<Progress.Moment> moment =
        answered(link) ? new Progress(link.client(), name).now() : Optional.empty();
    if (moment.isPresent()) {
      ReportText.print(moment.get().report(), printer);
      moment.get().waits().forEach((stream, wait) -> printer.say((stream + " " + wait).strip()));
      return ExitCode.DONE;
    }
    Optional<SyncReport> remembered = new Remembered(link.client(), name).report();
    if (remembered.isPresent()) {
      ReportText.print(remembered.get(), printer);
    } else {
      Map<String, Object> line = Listed.of(described);
      printer.data(line, () -> Listed.words(line));
    }
    printer.say("no worker answers, so this is what the server knows: start 'eider worker'");
    return ExitCode.DONE;
  }

  /** A query without a worker would only time out. */
  private boolean answered(Link link) {
    return around().local().get().map(local -> local.workerPolling(link)).orElse(true);
  }

  private SyncReport ended(String name, WorkflowStub stub, Link link) {
    try {
      return stub.getResultAsync(SyncReport.class).join();
    } catch (CompletionException e) {
      return Ending.of(
          name,
          e.getCause() == null ? e : e.getCause(),
          () -> {
            Optional<SyncReport> told =
                answered(link)
                    ? new Progress(link.client(), name).afterCancellation()
                    : Optional.empty();
            return told.or(() -> new Remembered(link.client(), name).report());
          });
    }
  }
}
