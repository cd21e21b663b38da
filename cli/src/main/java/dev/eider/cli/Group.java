package dev.eider.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A noun whose verbs do the work. */
abstract class Group implements Runnable {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  boolean help;

  @Spec CommandSpec command = CommandSpec.create();

  @Override
  public final void run() {
    throw new ParameterException(
        command.commandLine(),
        "expected one of "
            + String.join(", ", command.subcommands().keySet())
            + " after '"
            + command.qualifiedName()
            + "'");
  }
}
