package dev.eider.cli;

import dev.eider.flow.HistoryWorkflow;
import dev.eider.step.History;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eider state list}: every checkpoint a stream had. */
@Command(
    name = "list",
    description = {
      "List the checkpoints a stream had, newest first.",
      "Kept are the newest 1,000 of a stream, and all of the last 30 days."
    })
final class StateListCommand extends SyncVerb {
  private static final int MOST = 1_000;
  private static final int LONGEST_STATE = 60;

  @Parameters(index = "1", paramLabel = "STREAM", description = "the stream")
  String stream = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "so many at most; left out, ${DEFAULT-VALUE}")
  int limit = 50;

  StateListCommand(Surroundings around) {
    super(around);
  }

  @Override
  ExitCode run(Printer printer) {
    return withWorker(
        printer,
        (link, plan) -> {
          int most = Math.clamp(limit, 1, MOST);
          Question question =
              new Question(
                  "StateHistory", "state", new HistoryWorkflow.Request(plan, stream, most));
          List<History.Moment> moments =
              List.of(answer(link, plan, question, History.Moment[].class));
          printer.data(moments, () -> text(moments));
          return ExitCode.DONE;
        });
  }

  private static String text(List<History.Moment> moments) {
    Columns table = new Columns("COMMITTED", "BATCH", "WHAT", "ROWS", "WRITTEN", "STATE");
    for (History.Moment moment : moments) {
      table.row(
          moment.committed(),
          batch(moment),
          moment.note() == null ? moment.kind() : moment.kind() + " " + moment.note(),
          moment.rows(),
          moment.written(),
          shortened(moment.state()));
    }
    return table.text();
  }

  static String batch(History.Moment moment) {
    return moment.generation() + "/" + (moment.chunk() < 0 ? "-" : "" + moment.chunk());
  }

  private static String shortened(@org.jspecify.annotations.Nullable String state) {
    if (state == null) {
      return "-";
    }
    return state.length() <= LONGEST_STATE ? state : state.substring(0, LONGEST_STATE) + "…";
  }
}
