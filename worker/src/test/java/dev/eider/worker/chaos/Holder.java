package dev.eider.worker.chaos;

import dev.eider.worker.rig.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/** Somebody else's process that has a DuckDB file open for a while. */
final class Holder {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration START = Duration.ofSeconds(20);

  private Holder() {}

  /**
   * Opens a file as soon as it is free, and holds it.
   *
   * @param arguments the file, and for how many milliseconds
   */
  public static void main(String[] arguments) throws SQLException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (Connection held = DriverManager.getConnection("jdbc:duckdb:" + arguments[0])) {
        held.setAutoCommit(false);
        Until.passed(Duration.ofMillis(Long.parseLong(arguments[1])));
        return;
      } catch (SQLException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        Until.passed(Duration.ofMillis(20));
      }
    }
  }

  /** Whether it got the file; returns when it let go. */
  static boolean holds(Path file, Duration lasts) {
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-Xmx64m",
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Holder.class.getName(),
                  file.toString(),
                  Long.toString(lasts.toMillis()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return Until.ended(process, lasts.plus(PATIENCE).plus(START)) && process.exitValue() == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
