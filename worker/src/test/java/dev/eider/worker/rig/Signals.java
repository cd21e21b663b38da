package dev.eider.worker.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** What one process tells another through the kernel. */
final class Signals {
  private Signals() {}

  static void send(String name, long pid) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
      boolean unused = Until.ended(kill, Duration.ofSeconds(10));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
