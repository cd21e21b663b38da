package dev.eider.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code eider worker}: does the work until told to stop. */
@Command(name = "worker", description = "Run a worker until this process is stopped.")
final class WorkerCommand extends Verb {
  @Mixin ConnectionOptions connection = new ConnectionOptions();

  WorkerCommand(Surroundings around) {
    super(around);
  }

  @Override
  ExitCode run(Printer printer) {
    LocalMode local = around().needLocal("worker");
    local.runWorker(connection.environment(around()), printer::say);
    return ExitCode.DONE;
  }
}
