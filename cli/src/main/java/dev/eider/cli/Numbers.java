package dev.eider.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them, the same in every country. */
final class Numbers {
  private static final long SHORT_MILLIS = 60_000;

  private Numbers() {}

  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String rows(long number) {
    return grouped(number) + (number == 1 ? " row" : " rows");
  }

  static String took(Duration duration) {
    long millis = Math.max(0, duration.toMillis());
    if (millis < SHORT_MILLIS) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    long seconds = millis / 1000;
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
  }
}
