package dev.eider.cli;

import dev.eider.outcome.Question;
import dev.eider.outcome.StreamReport;
import dev.eider.plan.SyncPlan;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Answers what parked streams of a sync wait for. */
abstract sealed class AnswerCommand extends Verb {
  @Parameters(index = "0", paramLabel = "NAME|FILE", description = "the sync's name or file")
  String sync = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "STREAM",
      description = "only these streams; left out, every one that waits")
  List<String> streams = List.of();

  @Mixin ConnectionOptions connection = new ConnectionOptions();

  private final boolean approved;

  private AnswerCommand(Surroundings around, boolean approved) {
    super(around);
    this.approved = approved;
  }

  /** {@code eider approve NAME}: go ahead. */
  @Command(
      name = "approve",
      description = "Let a parked stream go ahead with what it asked for, such as many deletions.")
  static final class Approve extends AnswerCommand {
    Approve(Surroundings around) {
      super(around, true);
    }
  }

  /** {@code eider reject NAME}: leave it. */
  @Command(
      name = "reject",
      description = "Let a parked stream end without what it asked for; its rows stay as they are.")
  static final class Reject extends AnswerCommand {
    Reject(Surroundings around) {
      super(around, false);
    }
  }

  @Override
  ExitCode run(Printer printer) {
    String name = nameOf(sync, printer);
    try (Link link = connection.open(around(), printer)) {
      refuseEnded(name, link);
      if (!around().local().get().map(local -> local.workerPolling(link)).orElse(true)) {
        throw Trouble.world(
            "approval.no_worker",
            "sync '" + name + "'",
            "expected a worker to take the answer to but none is running",
            "start 'eider worker', then say it again");
      }
      List<StreamReport> waiting = waiting(name, link);
      if (waiting.isEmpty()) {
        throw nothingWaits(name, "no stream does");
      }
      Map<String, Object> answers = new LinkedHashMap<>();
      waiting.forEach(stream -> answers.put(stream.stream(), answered(name, stream, link)));
      String word = approved ? "approved" : "rejected";
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("sync", name);
      data.put(word, answers);
      printer.data(
          data,
          () -> {
            StringBuilder lines = new StringBuilder();
            answers.forEach(
                (stream, text) ->
                    lines
                        .append(lines.isEmpty() ? "" : "\n")
                        .append(stream + ": " + word + ": " + text));
            return lines.toString();
          });
      printer.say("follow it with 'eider status " + name + "'");
      return ExitCode.DONE;
    }
  }

  private static void refuseEnded(String name, Link link) {
    WorkflowStub stub = link.client().newUntypedWorkflowStub(SyncPlan.workflowId(name));
    if (stub.describe().getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
      throw nothingWaits(name, "it has ended");
    }
  }

  private List<StreamReport> waiting(String name, Link link) {
    List<StreamReport> all =
        new Progress(link.client(), name)
            .now()
            .map(moment -> moment.report().streams())
            .orElse(List.of());
    return all.stream()
        .filter(stream -> stream.question() != null)
        .filter(stream -> streams.isEmpty() || streams.contains(stream.stream()))
        .toList();
  }

  private String answered(String name, StreamReport stream, Link link) {
    try {
      return link.client()
          .newUntypedWorkflowStub(SyncPlan.workflowId(name) + "/" + stream.stream())
          .update("decide", Question.class, approved)
          .text();
    } catch (WorkflowUpdateException | WorkflowNotFoundException e) {
      throw nothingWaits(name, "'" + stream.stream() + "' was answered just now");
    }
  }

  private static Trouble nothingWaits(String name, String why) {
    return Trouble.wrong(
        "approval.nothing_waits",
        "sync '" + name + "'",
        "expected a stream that waits for approval but " + why,
        "see 'eider status " + name + "'");
  }
}
