package dev.eider.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Rows a second since the last time somebody looked, by stream. */
final class Rates {
  private static final double NANOS = 1e9;

  private record Seen(long rows, long at, long rate) {}

  private final LongSupplier nanoTime;
  private final Map<String, Seen> seen = new HashMap<>();

  Rates(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  long of(String stream, long rows) {
    long now = nanoTime.getAsLong();
    Seen before = seen.get(stream);
    if (before == null) {
      seen.put(stream, new Seen(rows, now, 0));
      return 0;
    }
    double seconds = (now - before.at) / NANOS;
    long rate = seconds <= 0 ? before.rate : Math.round((rows - before.rows) / seconds);
    seen.put(stream, new Seen(rows, now, Math.max(0, rate)));
    return Math.max(0, rate);
  }
}
