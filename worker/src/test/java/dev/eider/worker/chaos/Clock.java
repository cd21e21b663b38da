package dev.eider.worker.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Wall clocks of single processes, turned by libfaketime where it is installed. */
final class Clock {
  private final Optional<Path> library = found();

  boolean isThere() {
    return library.isPresent();
  }

  /**
   * For a process whose clock is wrong; its timers are right.
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
        "1",
        "NO_FAKE_STAT",
        "1");
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
