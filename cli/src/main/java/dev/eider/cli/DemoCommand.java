package dev.eider.cli;

import dev.eider.cli.syncfile.SyncFile;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code eider demo}: a sample API, synced into a database in the current folder. */
@Command(
    name = "demo",
    description = "Serve a sample API and sync it into a database in this folder.")
final class DemoCommand extends Verb {
  private static final int SHOWN_ROWS = 5;
  private static final String ASKED = "Last Name is Smith";

  @Mixin ConnectionOptions connection = new ConnectionOptions();

  DemoCommand(Surroundings around) {
    super(around);
  }

  @Override
  ExitCode run(Printer printer) throws Exception {
    LocalMode local = around().needLocal("demo");
    try (LocalMode.Demo demo =
        local.demo(
            connection.environment(around()), around().folder().toAbsolutePath(), printer::say)) {
      SyncFile.Read file = read(demo.syncFile(), printer);
      ExitCode code =
          new SyncRun(around(), connection, printer)
              .toTheEnd(
                  new LocalMode.Job(
                      connection.environment(around()), file.plan(), around().folder(), null));
      if (code != ExitCode.DONE) {
        return code;
      }
      LocalMode.Preview rows = demo.firstRows(SHOWN_ROWS);
      printer.say(
          "The rows lie in " + demo.database() + ", table " + demo.table() + ". First of them:");
      printer.data(rows, () -> RowsText.of(rows));
      printer.say("Nearest in meaning to '" + ASKED + "':");
      code = search(demo.syncFile()).run(printer);
      printer.say("Again, and nothing is written twice:   eider demo");
      printer.say(
          "Ask it something else:                 eider search " + file.plan().name() + " …");
      printer.say("Its sync file, which reads the real API without its rewrite line:");
      printer.say("                                       " + demo.syncFile());
      printer.say("A sync file of your own:               eider init");
      return code;
    }
  }

  private SearchCommand search(Path syncFile) {
    SearchCommand search = new SearchCommand(around());
    search.sync = syncFile.toString();
    search.text = List.of(ASKED);
    search.limit = SHOWN_ROWS;
    search.connection = connection;
    return search;
  }
}
