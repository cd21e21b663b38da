package dev.eider.connector.manifest.request;

import java.util.OptionalDouble;

/**
 * Counts the tries of one request the way the reference nests its three retry loops: outermost the
 * usual one, in it the one for too many requests, innermost the one for the manifest's own waits. A
 * retry of an outer loop starts the inner ones anew, so mixed errors may exceed the maximum.
 */
final class Tries {
  private final int most;
  private int count;
  private int usual;
  private int limited;
  private int custom;

  Tries(int most) {
    this.most = most;
  }

  /** One more request goes out. */
  void next() {
    count++;
  }

  /** How many went out. */
  int count() {
    return count;
  }

  /** Seconds before the next try, 1, 2, 4 …; empty when there is none. */
  OptionalDouble usual() {
    usual++;
    limited = 0;
    custom = 0;
    return doubling(usual);
  }

  /** The same after an answer that said that there were too many requests. */
  OptionalDouble rateLimited() {
    limited++;
    custom = 0;
    return doubling(limited);
  }

  /** The same with a wait the manifest chose. */
  OptionalDouble custom(double seconds) {
    custom++;
    return custom < most ? OptionalDouble.of(seconds) : OptionalDouble.empty();
  }

  private OptionalDouble doubling(int failures) {
    return failures < most ? OptionalDouble.of(Math.pow(2, failures - 1)) : OptionalDouble.empty();
  }
}
