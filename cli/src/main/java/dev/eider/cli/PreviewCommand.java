package dev.eider.cli;

import dev.eider.plan.SyncPlan;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eider preview FILE STREAM}: the first rows, nothing written. */
@Command(name = "preview", description = "Show a stream's first rows; nothing is written.")
final class PreviewCommand extends Verb {
  private static final int MOST_ROWS = 10_000;

  @Parameters(index = "0", paramLabel = "FILE", description = "the sync file")
  Path file = Path.of("sync.yaml");

  @Parameters(index = "1", paramLabel = "STREAM", description = "the stream's name")
  String stream = "";

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "10",
      description = "how many, 10 when left out")
  int rows = 10;

  @Mixin PromptOptions prompting = new PromptOptions();

  PreviewCommand(Surroundings around) {
    super(around);
  }

  @Override
  ExitCode run(Printer printer) {
    if (rows < 1 || rows > MOST_ROWS) {
      throw Trouble.wrong(
          "cli.usage",
          "eider preview --rows",
          "expected 1 to " + MOST_ROWS + " rows but was " + rows,
          "write --rows 10");
    }
    SyncPlan plan = read(file, printer).plan();
    LocalMode local = around().needLocal("preview");
    LocalMode.Preview preview =
        local.preview(prompting.job(around(), around().environment(), plan, file), stream, rows);
    printer.data(preview, () -> RowsText.of(preview));
    return ExitCode.DONE;
  }
}
