package dev.eider.http;

import java.time.Duration;

/** How a pause between two tries is spent. */
@FunctionalInterface
public interface Waits {

  /**
   * Lets the time pass.
   *
   * @param wait how long
   * @param why for the person who watches, e.g. {@code https://api.example.com/items answered 503}
   */
  void sleep(Duration wait, String why);

  /** The other side said that there were too many requests; called once per such answer. */
  default void rateLimited(String where) {}
}
