package dev.eider.worker.chaos;

import dev.eider.worker.rig.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A small disk of its own: a tmpfs where this user may mount one, else a plain folder that can
 * neither be filled nor made read-only.
 */
final class Disk implements AutoCloseable {
  private static final Duration BUSY = Duration.ofSeconds(8);
  private static final Duration COMMAND = Duration.ofSeconds(10);

  private final Path folder;
  private final boolean mounted;

  private Disk(Path folder, boolean mounted) {
    this.folder = folder;
    this.mounted = mounted;
  }

  static Disk at(Path folder, int megabytes) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String options = "size=" + megabytes + "m,mode=0777";
    return new Disk(
        folder, succeeds("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()));
  }

  Path folder() {
    return folder;
  }

  boolean isReal() {
    return mounted;
  }

  /** Not one more byte. */
  void fill() {
    ByteBuffer block = ByteBuffer.allocate(1 << 16);
    try (FileChannel ballast =
        FileChannel.open(ballast(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (ballast.write(block.clear()) > 0) {
        continue;
      }
    } catch (IOException full) {
      return;
    }
  }

  void free() {
    try {
      Files.deleteIfExists(ballast());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As soon as nobody has a file open for writing; false when that did not come. */
  boolean readOnly() {
    long end = System.nanoTime() + BUSY.toNanos();
    while (System.nanoTime() < end) {
      if (succeeds("mount", "-o", "remount,ro", folder.toString())) {
        return true;
      }
      Until.passed(Duration.ofMillis(20));
    }
    return false;
  }

  void writable() {
    boolean unused = succeeds("mount", "-o", "remount,rw", folder.toString());
  }

  /** A DuckDB file and what it left beside it. */
  void delete(Path file) {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".wal"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  @Override
  public void close() {
    if (mounted) {
      boolean unused = succeeds("umount", "-l", folder.toString());
    }
  }

  private static boolean succeeds(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return Until.ended(process, COMMAND) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
