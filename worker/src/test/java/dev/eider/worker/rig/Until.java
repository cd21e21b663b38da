package dev.eider.worker.rig;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do; a thread that is interrupted waits no longer. */
public final class Until {
  private Until() {}

  /** Returns as soon as it holds; an error naming what was waited for when time is up. */
  public static void holds(String what, Duration patience, BooleanSupplier condition) {
    holds(what, patience, Duration.ofMillis(20), condition);
  }

  public static void holds(
      String what, Duration patience, Duration step, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      notInterrupted();
      if (System.nanoTime() > end) {
        throw new AssertionError("expected within " + patience.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(step.toNanos());
    }
  }

  /** Lets time pass for the processes that are watched. */
  public static void passed(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      notInterrupted();
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  /** Waits for a process that is about to end; one that does not within this time is killed. */
  public static boolean ended(Process process, Duration patience) {
    try {
      if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return false;
  }

  private static void notInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("the test ended while this thread waited");
    }
  }
}
