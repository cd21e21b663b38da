package dev.eider.cli;

import dev.eider.flow.StateWorkflow;
import dev.eider.plan.SyncPlan;
import dev.eider.step.Checkpoint;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eider state …}: where each stream of a sync stands. */
@Command(
    name = "state",
    description =
        "Show where each stream of a sync stands and stood; rewind, export, import, reset.")
final class StateCommand extends Group {

  static CommandLine withVerbs(Surroundings around) {
    return new CommandLine(new StateCommand())
        .addSubcommand(new Show(around))
        .addSubcommand(new StateListCommand(around))
        .addSubcommand(new StateRewindCommand(around))
        .addSubcommand(new StateExportCommand(around))
        .addSubcommand(new StateImportCommand(around))
        .addSubcommand(new Reset(around));
  }

  /** What both verbs do: ask the worker that holds the destination. */
  abstract static class Asking extends Verb {
    @Parameters(paramLabel = "FILE", description = "the sync file")
    Path file = Path.of("sync.yaml");

    @Option(
        names = "--streams",
        split = ",",
        paramLabel = "NAME",
        description = "only these, separated by commas")
    List<String> streams = new ArrayList<>();

    @Mixin ConnectionOptions connection = new ConnectionOptions();

    @Mixin PromptOptions prompting = new PromptOptions();

    Asking(Surroundings around) {
      super(around);
    }

    final ExitCode ask(boolean reset, Printer printer) {
      SyncPlan plan = read(file, printer).plan();
      LocalMode.Job job = prompting.job(around(), connection.environment(around()), plan, file);
      try (Link link = connection.open(around(), printer);
          SyncRun.Worker work = new SyncRun(around(), connection, printer).worker(link, job)) {
        if (reset) {
          SyncVerb.refuseRunning(link, plan);
        }
        List<Checkpoint.Line> lines = lines(link, plan, reset);
        work.done();
        printer.data(lines, () -> text(lines));
        if (reset) {
          printer.say("forgotten: the next sync reads these streams from the beginning");
        }
      }
      return ExitCode.DONE;
    }

    private List<Checkpoint.Line> lines(Link link, SyncPlan plan, boolean reset) {
      WorkflowOptions options =
          Starting.describing(plan)
              .setWorkflowId("state/" + plan.name())
              .setTaskQueue(link.taskQueue())
              .build();
      WorkflowStub stub = link.client().newUntypedWorkflowStub("State", options);
      var unused = stub.start(new StateWorkflow.Request(plan, streams, reset));
      try {
        return Arrays.asList(stub.getResult(Checkpoint.Line[].class));
      } catch (WorkflowFailedException e) {
        throw Ending.trouble(plan.name(), e);
      }
    }

    static String text(List<Checkpoint.Line> lines) {
      Columns table = new Columns("STREAM", "TABLE", "RUN", "CHUNK", "UPDATED", "STATE");
      for (Checkpoint.Line line : lines) {
        table.row(
            line.stream(),
            line.table(),
            line.generation(),
            line.chunk(),
            line.updated() == null ? "-" : line.updated(),
            line.state() == null ? "-" : line.state());
      }
      return table.text();
    }
  }

  @Command(name = "show", description = "Show the checkpoints.")
  static final class Show extends Asking {
    Show(Surroundings around) {
      super(around);
    }

    @Override
    ExitCode run(Printer printer) {
      return ask(false, printer);
    }
  }

  @Command(
      name = "reset",
      description = "Forget checkpoints, so that the next sync reads everything; rows stay.")
  static final class Reset extends Asking {
    Reset(Surroundings around) {
      super(around);
    }

    @Override
    ExitCode run(Printer printer) {
      return ask(true, printer);
    }
  }
}
