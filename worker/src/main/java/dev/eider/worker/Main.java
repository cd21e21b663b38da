package dev.eider.worker;

import dev.eider.fault.Fault;
import java.util.function.Consumer;

/** The worker process: runs until it is told to end. */
public final class Main {
  private static final int METRICS_PORT = 9464;

  private Main() {}

  /** Takes no arguments; everything is in the environment. */
  public static void main(String[] arguments) {
    try {
      run(Settings.fromEnvironment().servingMetricsOn(METRICS_PORT), System.err::println);
    } catch (Fault e) {
      System.err.println(e.problem().code() + "  " + e.problem().line());
      System.exit(exitCode(e));
    }
  }

  private static void run(Settings settings, Consumer<String> talk) {
    try (Server server = Servers.choose(settings, talk);
        EiderWorker worker = EiderWorker.start(settings, server, Wiring::steps, talk)) {
      Runtime.getRuntime().addShutdownHook(new Thread(worker::close, "shutdown"));
      talk.accept(
          "worker ready on "
              + String.join(" and ", settings.queues())
              + ", metrics on port "
              + worker.metricsPort().orElse(0));
      worker.awaitTermination();
    }
  }

  private static int exitCode(Fault fault) {
    return switch (fault.kind()) {
      case MISCONFIGURED -> 2;
      case DENIED, UNAVAILABLE -> 3;
      case REJECTED -> 4;
      case DEFECT -> 1;
    };
  }
}
