package dev.eider.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the launcher records while it makes its archive of loaded classes: a whole sync with a
 * server in memory, then a question to a server that is not there, for the way over the network.
 * Leaves nothing outside the folder it is given.
 */
public final class Rehearsal {
  // Nobody listens there without being root.
  private static final String NOBODY = "127.0.0.1:1";

  private Rehearsal() {}

  /** Takes the folder to play in. */
  public static void main(String[] args) {
    Path folder = Path.of(args[0]).toAbsolutePath();
    String home = folder.resolve("home").toString();
    play(folder, Map.of("EIDER_HOME", home, "EIDER_SERVER", "memory"), "demo");
    play(folder, Map.of("EIDER_HOME", home, "TEMPORAL_ADDRESS", NOBODY), "status", "rehearsal");
    System.exit(0);
  }

  private static void play(Path folder, Map<String, String> environment, String... words) {
    Surroundings own = Surroundings.ofThisProcess();
    Surroundings stage =
        new Surroundings(
            environment,
            folder,
            own.local(),
            own.connectors(),
            false,
            own.interrupts(),
            own.prompt());
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    int unused = EiderCli.run(words, nowhere, nowhere, stage);
  }
}
