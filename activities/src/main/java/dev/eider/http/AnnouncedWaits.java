package dev.eider.http;

import dev.eider.fault.Fault.Unavailable;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Sleeps in short stretches and says before each one why, so that silence is not taken for death.
 */
public final class AnnouncedWaits implements Waits {
  private static final Duration STRETCH = Duration.ofSeconds(3);

  private final Consumer<String> announce;
  private final Sleeper sleeper;

  /**
   * Waits that are announced.
   *
   * @param announce told every 3 seconds; may throw to end the wait, e.g. when a step is cancelled
   */
  public AnnouncedWaits(Consumer<String> announce) {
    this(announce, wait -> Thread.sleep(wait));
  }

  AnnouncedWaits(Consumer<String> announce, Sleeper sleeper) {
    this.announce = announce;
    this.sleeper = sleeper;
  }

  @Override
  public void sleep(Duration wait, String why) {
    Duration left = wait;
    while (left.isPositive()) {
      announce.accept(why + ", next try in " + Math.max(1, left.toSeconds()) + " s");
      Duration stretch = left.compareTo(STRETCH) < 0 ? left : STRETCH;
      pause(stretch, why);
      left = left.minus(stretch);
    }
  }

  private void pause(Duration stretch, String why) {
    try {
      sleeper.sleep(stretch);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable(
          "http.interrupted", why, "the wait before the next try was interrupted", null, e);
    }
  }

  /** What really lets time pass. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(Duration stretch) throws InterruptedException;
  }
}
