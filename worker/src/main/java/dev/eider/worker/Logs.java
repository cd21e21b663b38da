package dev.eider.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where log lines go; asked before the first of them is written. */
public final class Logs {
  private static final int KEPT = 20;

  private Logs() {}

  /**
   * Sends log lines of this process to a file of its own, for commands whose stderr belongs to the
   * user. Older files than the newest twenty are removed.
   *
   * @return the file
   */
  public static Path toFile(Settings settings) {
    Path folder = settings.home().resolve("logs");
    Path file = folder.resolve("eider-" + ProcessHandle.current().pid() + ".log");
    try {
      Files.createDirectories(folder);
      prune(folder);
    } catch (IOException e) {
      throw Locked.unusable(folder, e);
    }
    System.setProperty("org.slf4j.simpleLogger.logFile", file.toString());
    return file;
  }

  private static void prune(Path folder) throws IOException {
    List<Path> old;
    try (Stream<Path> files = Files.list(folder)) {
      old =
          files
              .filter(file -> file.getFileName().toString().endsWith(".log"))
              .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified()).reversed())
              .skip(KEPT - 1)
              .toList();
    }
    for (Path file : old) {
      Files.deleteIfExists(file);
    }
  }
}
