package dev.eider.cli;

import dev.eider.flow.ImportWorkflow;
import dev.eider.step.Checkpoint;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code eider state import}: checkpoints from a file. */
@Command(
    name = "import",
    description = {
      "Write checkpoints from a file, so that the next sync goes on from them.",
      "The file is one of 'eider state export', or an Airbyte or PyAirbyte state."
    })
final class StateImportCommand extends SyncVerb {
  /** The server refuses inputs of 2 MB. */
  private static final int LARGEST = 1 << 20;

  @Parameters(index = "1", paramLabel = "FILE", description = "the file with the states")
  Path file = Path.of("state.json");

  StateImportCommand(Surroundings around) {
    super(around);
  }

  @Override
  ExitCode run(Printer printer) {
    StateFile states = StateFile.read(around().resolve(file), file.toString());
    int size = states.streams().stream().mapToInt(given -> given.state().length()).sum();
    if (size > LARGEST) {
      throw Trouble.wrong(
          "state.import_too_large",
          file.toString(),
          "expected states of at most 1 MB together but they have " + size + " characters",
          "import a few streams at a time");
    }
    return withWorker(
        printer,
        (link, plan) -> {
          states.refuseOther(plan.name(), file.toString());
          refuseRunning(link, plan);
          ImportWorkflow.Request request =
              new ImportWorkflow.Request(plan, states.streams(), "from " + file.getFileName());
          List<Checkpoint.Line> lines =
              List.of(
                  answer(
                      link,
                      plan,
                      new Question("StateImport", "state", request),
                      Checkpoint.Line[].class));
          printer.data(lines, () -> StateCommand.Asking.text(lines));
          printer.say("imported: the next sync goes on from there");
          return ExitCode.DONE;
        });
  }
}
