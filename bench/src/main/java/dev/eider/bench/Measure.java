package dev.eider.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * One line of the report.
 *
 * @param what was done
 * @param records how many went through
 * @param took how long
 * @param peakBytes most memory the process held; empty = not known
 */
record Measure(String what, long records, Duration took, OptionalLong peakBytes) {

  double perSecond() {
    return records * 1e9 / Math.max(1, took.toNanos());
  }

  /** As text, with the share of a limit taken in the same run. */
  String line(Measure limit) {
    String peak = peakBytes.isPresent() ? (peakBytes.getAsLong() >> 20) + " MB" : "–";
    return String.format(
        Locale.ROOT,
        "%-34s %,12d records %8.2f s %,14.0f records/s %6.2f × bare GET   peak %s",
        what,
        records,
        took.toNanos() / 1e9,
        perSecond(),
        perSecond() / limit.perSecond(),
        peak);
  }
}
