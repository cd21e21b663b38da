package dev.eider.cli;

import dev.eider.flow.VerifyWorkflow;
import dev.eider.outcome.VerifyReport;
import dev.eider.plan.SyncPlan;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eider verify FILE}: whether source and destination hold the same rows. */
@Command(
    name = "verify",
    description = {
      "Compare source and destination of a sync, and say equal or list the differences.",
      "Ends with 0 when they are equal, with 4 when they are not."
    })
final class VerifyCommand extends Verb {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE|NAME",
      description = "the sync file, or the name of a sync that ran")
  String sync = "sync.yaml";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "STREAM",
      description = "only these streams; left out, all of the sync")
  List<String> streams = List.of();

  @Option(
      names = "--mend",
      description = {
        "let the next sync make again what stores do not have as it was written,",
        "and remove from them what no row has"
      })
  boolean mend;

  @Mixin ConnectionOptions connection = new ConnectionOptions();

  @Mixin PromptOptions prompting = new PromptOptions();

  VerifyCommand(Surroundings around) {
    super(around);
  }

  @Override
  ExitCode run(Printer printer) {
    boolean file = sync.endsWith(".yaml") || sync.endsWith(".yml");
    return file ? compare(Path.of(sync), printer) : compareByName(printer);
  }

  private ExitCode compare(Path file, Printer printer) {
    SyncPlan plan = read(file, printer).plan();
    try (Link link = connection.open(around(), printer)) {
      return compare(link, plan, file, printer);
    }
  }

  private ExitCode compareByName(Printer printer) {
    try (Link link = connection.open(around(), printer)) {
      var unused = link.client().newUntypedWorkflowStub(SyncPlan.workflowId(sync)).describe();
      SyncPlan plan = new Remembered(link.client(), sync).plan();
      return compare(link, plan, Path.of("sync.yaml"), printer);
    }
  }

  private ExitCode compare(Link link, SyncPlan plan, Path file, Printer printer) {
    Starting.guardSize(plan);
    refuseRunning(link, plan);
    LocalMode.Job job = prompting.job(around(), connection.environment(around()), plan, file);
    try (SyncRun.Worker work = new SyncRun(around(), connection, printer).worker(link, job)) {
      VerifyReport report = report(link, plan);
      work.done();
      VerifyText.print(report, printer);
      return ExitCode.of(report);
    }
  }

  private VerifyReport report(Link link, SyncPlan plan) {
    WorkflowOptions options =
        Starting.describing(plan)
            .setWorkflowId(VerifyWorkflow.workflowId(plan.name()))
            .setTaskQueue(link.taskQueue())
            // One that was left by its cli goes on here.
            .setWorkflowIdConflictPolicy(
                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
            .build();
    WorkflowStub stub = link.client().newUntypedWorkflowStub("Verify", options);
    try {
      var unused = stub.start(new VerifyWorkflow.Request(plan, streams, mend));
      return stub.getResult(VerifyReport.class);
    } catch (WorkflowFailedException e) {
      throw Ending.trouble(plan.name(), e);
    }
  }

  /** A sync that runs changes one side after the other. */
  private static void refuseRunning(Link link, SyncPlan plan) {
    try {
      WorkflowExecutionStatus status =
          link.client().newUntypedWorkflowStub(plan.workflowId()).describe().getStatus();
      if (status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
        throw Trouble.wrong(
            "verify.sync_running",
            "sync '" + plan.name() + "'",
            "expected it to stand still but it runs",
            "wait for it, or write verify: true into its file to compare after each sync");
      }
    } catch (WorkflowNotFoundException e) {
      // It never ran on this server, so it does not run now.
      return;
    }
  }
}
