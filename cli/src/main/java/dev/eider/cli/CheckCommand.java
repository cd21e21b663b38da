package dev.eider.cli;

import dev.eider.plan.StreamTask;
import dev.eider.plan.SyncPlan;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code eider check FILE}: would this sync run? */
@Command(
    name = "check",
    description = "Read a sync file, reach its source and destination, say what would be done.")
final class CheckCommand extends Verb {
  @Parameters(paramLabel = "FILE", description = "the sync file")
  Path file = Path.of("sync.yaml");

  @Mixin PromptOptions prompting = new PromptOptions();

  CheckCommand(Surroundings around) {
    super(around);
  }

  @Override
  ExitCode run(Printer printer) {
    SyncPlan plan = read(file, printer).plan();
    LocalMode local = around().needLocal("check");
    LocalMode.CheckResult result =
        local.check(prompting.job(around(), around().environment(), plan, file));
    printer.notes(result.notes());
    printer.data(result, () -> text(plan, result));
    return ExitCode.DONE;
  }

  private static String text(SyncPlan plan, LocalMode.CheckResult result) {
    Columns table = new Columns("STREAM", "MODE", "WRITE", "CURSOR", "TABLE");
    for (StreamTask task : result.streams()) {
      table.row(
          task.stream(),
          task.mode().word(),
          task.write().word(),
          task.cursor() == null ? "-" : task.cursor(),
          task.table());
    }
    return plan.name()
        + ": "
        + plan.source().type()
        + " and "
        + plan.destination().type()
        + " can be reached\n"
        + table.text();
  }
}
