package dev.eider.cli;

import dev.eider.flow.StateWorkflow;
import dev.eider.step.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code eider state export}: checkpoints as a file. */
@Command(name = "export", description = "Write the checkpoints of a sync as JSON.")
final class StateExportCommand extends SyncVerb {
  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "where to; left out, stdout")
  @Nullable Path file;

  StateExportCommand(Surroundings around) {
    super(around);
  }

  @Override
  ExitCode run(Printer printer) {
    return withWorker(
        printer,
        (link, plan) -> {
          StateWorkflow.Request request = new StateWorkflow.Request(plan, List.of(), false);
          List<Checkpoint.Line> lines =
              List.of(
                  answer(
                      link,
                      plan,
                      new Question("State", "state", request),
                      Checkpoint.Line[].class));
          if (lines.isEmpty()) {
            throw Trouble.wrong(
                "state.nothing_to_export",
                "sync '" + plan.name() + "'",
                "expected checkpoints but its destination has none",
                "run the sync first");
          }
          write(StateFile.written(plan.name(), lines), printer);
          return ExitCode.DONE;
        });
  }

  private void write(String text, Printer printer) {
    if (file == null) {
      printer.raw(text);
      return;
    }
    Path target = around().resolve(file);
    try {
      Files.writeString(target, text + "\n");
    } catch (IOException e) {
      throw Trouble.world(
          "state.unwritable",
          target.toString(),
          "expected to write the file but: " + e.getClass().getSimpleName(),
          "name another file");
    }
    printer.say("written: " + file);
  }
}
