package dev.eider.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code eider list}: the newest runs. */
@Command(name = "list", description = "List syncs, newest run first.")
final class ListCommand extends Verb {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "how many runs at most, 50 when left out")
  int limit = 50;

  @Option(names = "--running", description = "only those that run now")
  boolean running;

  @Mixin ConnectionOptions connection = new ConnectionOptions();

  ListCommand(Surroundings around) {
    super(around);
  }

  @Override
  ExitCode run(Printer printer) {
    String query = "WorkflowType='Sync'" + (running ? " AND ExecutionStatus='Running'" : "");
    try (Link link = connection.open(around(), printer)) {
      List<Map<String, Object>> lines =
          link.client().listExecutions(query).limit(limit).map(Listed::of).toList();
      printer.data(lines, () -> text(lines));
    }
    return ExitCode.DONE;
  }

  private static String text(List<Map<String, Object>> lines) {
    Columns table = new Columns("SYNC", "STATUS", "PHASE", "ROWS", "STARTED", "ENDED");
    for (Map<String, Object> line : lines) {
      table.row(
          line.getOrDefault("sync", "-"),
          line.getOrDefault("status", "-"),
          line.getOrDefault("phase", "-"),
          line.getOrDefault("rows", "-"),
          line.getOrDefault("started", "-"),
          line.getOrDefault("ended", "-"));
    }
    return table.text();
  }
}
