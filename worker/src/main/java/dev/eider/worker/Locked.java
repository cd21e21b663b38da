package dev.eider.worker;

import dev.eider.fault.Fault.Unavailable;
import dev.eider.outcome.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Work that only one process of this machine may do at a time, marked by a locked file. */
final class Locked {
  // A file lock belongs to the whole JVM, so threads of one JVM need a lock of their own.
  private static final Map<Path, Lock> WITHIN_THIS_JVM = new ConcurrentHashMap<>();

  private Locked() {}

  /** Something to do that may meet a broken disk. */
  interface Work<T> {
    T run() throws IOException;
  }

  static <T> T by(Path file, Work<T> work) {
    Lock lock = WITHIN_THIS_JVM.computeIfAbsent(file.toAbsolutePath(), f -> new ReentrantLock());
    lock.lock();
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        // Closing the channel gives the lock back, and so does the end of the process.
        FileLock unused = channel.lock();
        return work.run();
      }
    } catch (IOException e) {
      throw unusable(file, e);
    } finally {
      lock.unlock();
    }
  }

  static Unavailable unusable(Path file, IOException cause) {
    if (Room.isUsedUp(cause)) {
      return Room.none(file);
    }
    return new Unavailable(
        new Problem(
            "home.unusable",
            file.toString(),
            "expected to read and write here but got " + cause.getClass().getSimpleName(),
            "make the folder writable, or set EIDER_HOME to another one"),
        null,
        cause);
  }
}
