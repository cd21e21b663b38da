package dev.eider.worker;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file {@code workers/<pid>} of the data folder for as long as this process works. The launcher
 * looks there before it knows any server: a command that will find a worker needs no compiler for
 * long work, and starts in half the time. A wrong guess costs time, nothing else.
 */
final class Presence implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
  private final Path file;

  private Presence(Path file) {
    this.file = file;
  }

  static Presence note(Path home) {
    Path folder = home.resolve("workers");
    Presence presence = new Presence(folder.resolve(String.valueOf(ProcessHandle.current().pid())));
    try {
      Files.createDirectories(folder);
      forgetTheDead(folder);
      Files.write(presence.file, new byte[0]);
    } catch (IOException e) {
      LOG.debug("no file says that this worker runs", e);
    }
    return presence;
  }

  private static void forgetTheDead(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.matches("\\d{1,9}") && ProcessHandle.of(Long.parseLong(name)).isEmpty()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("a file says that this worker runs although it does not", e);
    }
  }
}
