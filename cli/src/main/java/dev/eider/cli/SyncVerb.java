package dev.eider.cli;

import dev.eider.plan.SyncPlan;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What verbs share that ask a worker of the installation about one sync. */
abstract class SyncVerb extends Verb {
  @Parameters(
      index = "0",
      paramLabel = "SYNC",
      description = "the sync file, or the name of a sync that has run")
  String sync = "";

  @Mixin ConnectionOptions connection = new ConnectionOptions();

  @Mixin PromptOptions prompting = new PromptOptions();

  SyncVerb(Surroundings around) {
    super(around);
  }

  /** With a worker at hand; a plan from a file is read before anything is started. */
  final ExitCode withWorker(Printer printer, Asking asking) {
    boolean file = sync.endsWith(".yaml") || sync.endsWith(".yml");
    Optional<SyncPlan> written =
        file ? Optional.of(read(Path.of(sync), printer).plan()) : Optional.empty();
    written.ifPresent(this::examine);
    try (Link link = connection.open(around(), printer)) {
      SyncPlan plan = written.orElseGet(() -> lastPlan(link, sync));
      if (written.isEmpty()) {
        examine(plan);
      }
      Path beside = Path.of(file ? sync : "sync.yaml");
      LocalMode.Job job = prompting.job(around(), connection.environment(around()), plan, beside);
      try (SyncRun.Worker work = new SyncRun(around(), connection, printer).worker(link, job)) {
        ExitCode exit = asking.ask(link, plan);
        work.done();
        return exit;
      }
    }
  }

  /** Refuses what the plan already tells is in vain, before anything is started for it. */
  void examine(SyncPlan plan) {}

  /** The plan the sync ran by the last time. */
  private static SyncPlan lastPlan(Link link, String name) {
    try {
      Payloads input =
          link.client()
              .fetchHistory(SyncPlan.workflowId(name))
              .getEvents()
              .getFirst()
              .getWorkflowExecutionStartedEventAttributes()
              .getInput();
      return link.client()
          .getOptions()
          .getDataConverter()
          .fromPayloads(0, Optional.of(input), SyncPlan.class, SyncPlan.class);
    } catch (WorkflowException | StatusRuntimeException e) {
      throw Trouble.wrong(
          "sync.not_found",
          "sync '" + name + "'",
          "expected a sync of that name on this server but there is none",
          "name its file, such as " + name + ".yaml");
    }
  }

  /** Runs a workflow to its answer. */
  static <T> T answer(Link link, SyncPlan plan, Question question, Class<T> type) {
    WorkflowOptions options =
        Starting.describing(plan)
            .setWorkflowId(question.noun + "/" + plan.name())
            .setTaskQueue(link.taskQueue())
            .build();
    WorkflowStub stub = link.client().newUntypedWorkflowStub(question.workflow, options);
    try {
      var unused = stub.start(question.request);
      return stub.getResult(type);
    } catch (WorkflowExecutionAlreadyStarted e) {
      throw Trouble.wrong(
          question.noun + ".busy",
          "sync '" + plan.name() + "'",
          "expected nobody else at it but another command is",
          "wait for that one");
    } catch (WorkflowFailedException e) {
      throw Ending.trouble(plan.name(), e);
    }
  }

  /** Refuses a sync that runs: it would write what this is about to change. */
  static void refuseRunning(Link link, SyncPlan plan) {
    try {
      WorkflowExecutionStatus status =
          link.client().newUntypedWorkflowStub(plan.workflowId()).describe().getStatus();
      if (status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
        throw Trouble.wrong(
            "state.sync_running",
            "sync '" + plan.name() + "'",
            "expected it to stand still but it runs",
            "wait for it, or 'eider cancel " + plan.name() + "'");
      }
    } catch (WorkflowNotFoundException e) {
      // It never ran on this server, so it does not run now.
      return;
    }
  }

  /** What is asked of a worker. */
  interface Asking {
    ExitCode ask(Link link, SyncPlan plan);
  }

  /**
   * A workflow that answers.
   *
   * @param workflow its type
   * @param noun what its id begins with: two of one noun and sync never run at once
   * @param request its input
   */
  record Question(String workflow, String noun, Object request) {}
}
