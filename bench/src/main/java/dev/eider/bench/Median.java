package dev.eider.bench;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What is short is done three times, and the one in the middle counts. */
final class Median {
  private static final int TIMES = 3;
  private static final Duration SHORT = Duration.ofSeconds(10);

  private Median() {}

  /** Whether to measure once more, after so many times and the last of them. */
  static boolean wantsMore(int times, Duration last) {
    return times < TIMES && (times > 1 || last.compareTo(SHORT) < 0);
  }

  static <T> T of(List<T> all, ToDoubleFunction<T> by) {
    return all.stream().sorted(Comparator.comparingDouble(by)).toList().get(all.size() / 2);
  }
}
