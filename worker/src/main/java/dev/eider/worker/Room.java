package dev.eider.worker;

import dev.eider.fault.Fault.Unavailable;
import dev.eider.outcome.Problem;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the disk has room for what an installation keeps. */
final class Room {
  /** A new server's database takes 2.3 MB at once, and a first sync about as much again. */
  static final long TO_START = 8L << 20;

  /** A running server answers everything with an error once it cannot write. */
  static final long TO_GO_ON = 256L << 10;

  // The words of Linux and macOS, of a quota, and of Windows.
  private static final List<String> USED_UP =
      List.of("No space left on device", "Disk quota exceeded", "not enough space on the disk");

  private Room() {}

  /** Refuses a folder whose disk is full, or nearly so: the server would only say it has ended. */
  static void demand(Path folder, long least) {
    try {
      Files.createDirectories(folder);
      FileStore disk = Files.getFileStore(folder);
      // Some network file systems do not know their size and say 0.
      if (disk.getTotalSpace() > 0 && disk.getUsableSpace() < least) {
        long there = disk.getUsableSpace() >> 10;
        throw full(
            folder,
            "expected %d KB of free space but there are %d KB".formatted(least >> 10, there));
      }
    } catch (IOException e) {
      throw Locked.unusable(folder, e);
    }
  }

  /** Whether a write ended because the disk is full. */
  static boolean isUsedUp(IOException cause) {
    @Nullable String text = cause.getMessage();
    return text != null && USED_UP.stream().anyMatch(text::contains);
  }

  static Unavailable none(Path file) {
    return full(file, "expected to write here but no space is left on the disk");
  }

  private static Unavailable full(Path file, String message) {
    return new Unavailable(
        new Problem(
            "home.full",
            file.toString(),
            message,
            "free space there, or set EIDER_HOME to a folder with space"),
        null,
        null);
  }
}
