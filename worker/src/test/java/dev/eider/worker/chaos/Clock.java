package dev.eider.worker.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eider.worker.rig.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Wall clocks of single processes, turned by libfaketime where it is installed. */
final class Clock {
  private static final Duration DAY = Duration.ofDays(1);

  private final Optional<Path> library = found();
  private final Optional<String> hindrance = hindered();

  /** Why no clock can be wrong here; empty when it can. */
  Optional<String> hindrance() {
    return hindrance;
  }

  /**
   * For a process whose clocks are wrong by the same all the time, so that its timers are right.
   *
   * <p>The monotonic clock has to be wrong too: where only the other one is, libfaketime 0.9.10
   * makes every timed wait of a JVM's monitors return at once, and the JVM spins instead of
   * working.
   *
   * @param away how far from the truth, e.g. {@code -30h}
   */
  Map<String, String> environment(String away) {
    return Map.of(
        "LD_PRELOAD",
        library.orElseThrow().toString(),
        "FAKETIME",
        away,
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "0",
        "NO_FAKE_STAT",
        "1");
  }

  /** A killed process leaves what it shared with its children. */
  void forget(long pid) {
    try {
      Files.deleteIfExists(Path.of("/dev/shm/faketime_shm_" + pid));
      Files.deleteIfExists(Path.of("/dev/shm/sem.faketime_sem_" + pid));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asked of {@code date}: a library that cannot be loaded is passed over without an error. */
  private Optional<String> hindered() {
    if (library.isEmpty()) {
      return Optional.of("libfaketime is not installed");
    }
    ProcessBuilder asking = new ProcessBuilder("date", "+%s").redirectErrorStream(true);
    asking.environment().putAll(environment("-30h"));
    try {
      Process date = asking.start();
      if (!Until.ended(date, Duration.ofSeconds(10))) {
        return Optional.of("libfaketime is installed but 'date' hung under it");
      }
      String said = new String(date.getInputStream().readAllBytes(), UTF_8).trim();
      Instant told = Instant.ofEpochSecond(Long.parseLong(said));
      return told.plus(DAY).isBefore(Instant.now())
          ? Optional.empty()
          : Optional.of("libfaketime is installed but turned no clock");
    } catch (IOException | NumberFormatException e) {
      return Optional.of("libfaketime is installed but 'date' failed under it: " + e);
    }
  }

  private static Optional<Path> found() {
    Path usual = Path.of("/usr/lib");
    if (!Files.isDirectory(usual)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(usual)) {
      return folders
          .map(folder -> folder.resolve("faketime").resolve("libfaketime.so.1"))
          .filter(Files::isRegularFile)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
