package dev.eider.cli;

import dev.eider.outcome.SyncReport;
import dev.eider.plan.SyncPlan;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowStub;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eider cancel NAME}: stops a sync; what is loaded stays loaded. */
@Command(name = "cancel", description = "Stop a running sync; rows and checkpoints stay.")
final class CancelCommand extends Verb {
  private static final long PATIENCE_SECONDS = 30;

  @Parameters(paramLabel = "NAME|FILE", description = "the sync's name or file")
  String sync = "";

  @Option(names = "--no-wait", description = "ask for it and return at once")
  boolean noWait;

  @Mixin ConnectionOptions connection = new ConnectionOptions();

  CancelCommand(Surroundings around) {
    super(around);
  }

  @Override
  ExitCode run(Printer printer) {
    String name = nameOf(sync, printer);
    try (Link link = connection.open(around(), printer)) {
      WorkflowStub stub = link.client().newUntypedWorkflowStub(SyncPlan.workflowId(name));
      WorkflowExecutionStatus status = stub.describe().getStatus();
      if (status != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
        throw Trouble.wrong(
            "sync.not_running",
            "sync '" + name + "'",
            "expected a running sync but it has ended",
            "see 'eider status " + name + "'");
      }
      stub.cancel("cancelled by eider cancel");
      boolean answered =
          around().local().get().map(local -> local.workerPolling(link)).orElse(true);
      if (!answered) {
        printer.say("no worker takes work from this server: it ends once 'eider worker' runs");
      }
      if (noWait || !answered) {
        printer.data(
            Map.of("sync", name, "outcome", "cancelling"), () -> "sync '" + name + "': cancelling");
      } else {
        ReportText.print(ended(name, stub, new Progress(link.client(), name)), printer);
      }
    }
    return ExitCode.DONE;
  }

  private static SyncReport ended(String name, WorkflowStub stub, Progress progress) {
    try {
      return stub.getResultAsync(SyncReport.class)
          .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      return Ending.of(name, e.getCause() == null ? e : e.getCause(), progress::afterCancellation);
    }
  }
}
