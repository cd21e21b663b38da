package dev.eider.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code eider server …}: the Temporal server Eider runs for you. */
@Command(name = "server", description = "Start, stop or look at the Temporal server Eider manages.")
final class ServerCommand extends Group {

  static CommandLine withVerbs(Surroundings around) {
    return new CommandLine(new ServerCommand())
        .addSubcommand(new Start(around))
        .addSubcommand(new Stop(around))
        .addSubcommand(new Status(around));
  }

  private static ExitCode tell(Printer printer, LocalMode.ServerState state) {
    printer.data(
        state, () -> state.ui() == null ? state.line() : state.line() + "\nUI: " + state.ui());
    return ExitCode.DONE;
  }

  @Command(name = "start", description = "Start it, or find it running.")
  static final class Start extends Verb {
    Start(Surroundings around) {
      super(around);
    }

    @Override
    ExitCode run(Printer printer) {
      Map<String, String> environment = around().environment();
      return tell(
          printer, around().needLocal("server start").startServer(environment, printer::say));
    }
  }

  @Command(name = "stop", description = "Stop it; its database file stays.")
  static final class Stop extends Verb {
    Stop(Surroundings around) {
      super(around);
    }

    @Override
    ExitCode run(Printer printer) {
      Map<String, String> environment = around().environment();
      return tell(printer, around().needLocal("server stop").stopServer(environment, printer::say));
    }
  }

  @Command(name = "status", description = "Say whether it runs and where.")
  static final class Status extends Verb {
    Status(Surroundings around) {
      super(around);
    }

    @Override
    ExitCode run(Printer printer) {
      return tell(printer, around().needLocal("server status").serverState(around().environment()));
    }
  }
}
