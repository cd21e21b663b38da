package dev.eider.cli;

import dev.eider.cli.syncfile.Connectors;
import java.io.Console;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Everything a command can see around it, so that tests can put it elsewhere.
 *
 * @param environment the process's variables
 * @param folder where relative paths begin
 * @param local what can be done in this process, looked up when first needed
 * @param connectors the connectors of this installation, looked up when first needed
 * @param terminal whether somebody watches
 * @param interrupts Ctrl-C
 * @param prompt asks for a secret, where somebody is there to answer
 */
record Surroundings(
    Map<String, String> environment,
    Path folder,
    Supplier<Optional<LocalMode>> local,
    Supplier<Connectors> connectors,
    boolean terminal,
    Interrupts interrupts,
    Optional<Prompt> prompt) {

  static Surroundings ofThisProcess() {
    return new Surroundings(
        Map.copyOf(System.getenv()),
        Path.of(""),
        once(() -> ServiceLoader.load(LocalMode.class).findFirst()),
        once(Connectors::found),
        watched(),
        new SignalInterrupts(),
        watched() ? Optional.ofNullable(System.console()).map(Prompt::of) : Optional.empty());
  }

  /**
   * One and the same however often it is asked for: a link belongs to the local mode it came from.
   */
  private static <T> Supplier<T> once(Supplier<T> source) {
    AtomicReference<T> found = new AtomicReference<>();
    return () -> {
      T known = found.get();
      if (known == null) {
        known = source.get();
        found.set(known);
      }
      return known;
    };
  }

  LocalMode needLocal(String what) {
    return local
        .get()
        .orElseThrow(
            () ->
                Trouble.wrong(
                    "cli.no_worker_module",
                    "eider " + what,
                    "expected a worker inside the cli but this installation has none",
                    "run it where the worker is installed"));
  }

  Path resolve(Path path) {
    return folder.resolve(path);
  }

  // Null until JDK 21, without a terminal from 22 on: both are looked at.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean watched() {
    Console console = System.console();
    if (console == null || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      // Since JDK 22 there is a console without a terminal, and a method that tells.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
