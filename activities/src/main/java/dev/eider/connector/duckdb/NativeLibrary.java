package dev.eider.connector.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The copy of DuckDB's library that its driver unpacks, 60 MB a process, and deletes when the
 * process ends by itself. A killed one would leave it behind, so the name is taken away as soon as
 * the library is loaded; its pages stay as long as the process.
 */
final class NativeLibrary {
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final String NAME = "libduckdb_java";
  private static final AtomicBoolean DONE = new AtomicBoolean();

  private NativeLibrary() {}

  /** Called once a connection was made; does something the first time, and on Linux. */
  static void unlink() {
    if (!Files.exists(MAPS) || DONE.getAndSet(true)) {
      return;
    }
    try {
      Optional<Path> copy = mapped();
      if (copy.isPresent()) {
        Files.deleteIfExists(copy.get());
      }
    } catch (IOException e) {
      // Then the driver deletes it at the end, as ever.
      return;
    }
  }

  private static Optional<Path> mapped() throws IOException {
    try (Stream<String> lines = Files.lines(MAPS)) {
      return lines
          .filter(line -> line.contains("/" + NAME))
          .map(line -> Path.of(line.substring(line.indexOf('/'))))
          .filter(file -> file.getFileName().toString().startsWith(NAME))
          .findFirst();
    }
  }
}
