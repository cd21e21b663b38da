package dev.eider.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.digest.Difference;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.outcome.Problem;
import dev.eider.record.Staging;
import dev.eider.wire.WireFormat;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What comparisons keep below the installation's folder: {@code verify/<sync>/}. */
final class DifferenceFiles {
  private static final ObjectMapper JSON = WireFormat.mapper();

  private final Path folder;

  DifferenceFiles(Path home, String sync) {
    this.folder = home.resolve("verify").resolve(Staging.pathName(sync));
  }

  /** The differing rows of a stream, one JSON object a line, in the place of those before. */
  Optional<String> keep(String stream, List<Difference> differences) {
    Path file = folder.resolve(Staging.pathName(stream) + ".ndjson");
    return guarded(
        () -> {
          if (differences.isEmpty()) {
            Files.deleteIfExists(file);
            return Optional.empty();
          }
          Files.createDirectories(folder);
          Path part = Files.createTempFile(folder, "part", ".tmp");
          try (BufferedWriter lines = Files.newBufferedWriter(part)) {
            for (Difference difference : differences) {
              lines.write(JSON.writeValueAsString(difference));
              lines.newLine();
            }
          }
          Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
          return Optional.of(file.toString());
        });
  }

  /**
   * A file that does not exist yet, in a folder of its own. Its name is new each time: for a moment
   * the database of the one before is still open under its name.
   */
  Path scratch() {
    return guarded(
            () -> {
              Files.createDirectories(folder.resolve("scratch"));
              return folder.resolve("scratch").resolve(UUID.randomUUID() + ".duckdb").toString();
            })
        .transform(Path::of);
  }

  /** Removes every file of that folder. */
  void discardScratch() {
    Path scratch = folder.resolve("scratch");
    var unused =
        guarded(
            () -> {
              if (Files.isDirectory(scratch)) {
                try (Stream<Path> tree = Files.walk(scratch)) {
                  for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                  }
                }
              }
              return scratch.toString();
            });
  }

  private <T> T guarded(Action<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw new Unavailable(
          new Problem(
              "verify.unwritable",
              folder.toString(),
              "the folder for differences cannot be used: " + e.getMessage(),
              "free space there, or set EIDER_HOME to a folder with space"),
          null,
          e);
    }
  }

  private interface Action<T> {
    T run() throws IOException;
  }
}
