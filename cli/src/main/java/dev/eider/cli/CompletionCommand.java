package dev.eider.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code eider completion}: a script for bash and zsh. */
@Command(
    name = "completion",
    description = "Print a completion script: source <(eider completion), in bash or zsh.")
final class CompletionCommand extends Verb {

  CompletionCommand(Surroundings around) {
    super(around);
  }

  @Override
  ExitCode run(Printer printer) {
    String script = AutoComplete.bash("eider", command.root().commandLine());
    printer.data(script, () -> script);
    return ExitCode.DONE;
  }
}
