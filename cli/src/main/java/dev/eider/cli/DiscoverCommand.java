package dev.eider.cli;

import dev.eider.plan.SyncPlan;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code eider discover FILE}: what does the source offer? */
@Command(name = "discover", description = "List the streams of a sync file's source.")
final class DiscoverCommand extends Verb {
  @Parameters(paramLabel = "FILE", description = "the sync file")
  Path file = Path.of("sync.yaml");

  @Mixin PromptOptions prompting = new PromptOptions();

  DiscoverCommand(Surroundings around) {
    super(around);
  }

  @Override
  ExitCode run(Printer printer) {
    SyncPlan plan = read(file, printer).plan();
    LocalMode local = around().needLocal("discover");
    List<LocalMode.StreamLine> streams =
        local.discover(prompting.job(around(), around().environment(), plan, file));
    printer.data(streams, () -> text(streams));
    for (LocalMode.StreamLine stream : streams) {
      stream.notes().forEach(note -> printer.say("! " + stream.name() + ": " + note));
    }
    return ExitCode.DONE;
  }

  private static String text(List<LocalMode.StreamLine> streams) {
    Columns table = new Columns("STREAM", "PRIMARY KEY", "CURSOR", "MODES", "COLUMNS");
    for (LocalMode.StreamLine stream : streams) {
      table.row(
          stream.name(),
          stream.primaryKey().isEmpty() ? "-" : String.join(", ", stream.primaryKey()),
          stream.cursor() == null ? "-" : stream.cursor(),
          String.join(", ", stream.modes()),
          stream.columns().size());
    }
    return table.text();
  }
}
