package dev.eider.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Rows a second over the last moments, by stream: news comes in bursts, a chunk at a time. */
final class Rates {
  private static final double NANOS = 1e9;
  private static final long WINDOW_NANOS = 10_000_000_000L;

  private record Seen(long rows, long at) {}

  private final LongSupplier nanoTime;
  private final Map<String, Deque<Seen>> seen = new HashMap<>();

  Rates(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  long of(String stream, long rows) {
    Seen now = new Seen(rows, nanoTime.getAsLong());
    Deque<Seen> before = seen.computeIfAbsent(stream, name -> new ArrayDeque<>());
    before.addLast(now);
    while (before.size() > 2 && now.at - before.getFirst().at > WINDOW_NANOS) {
      Seen unused = before.removeFirst();
    }
    Seen first = before.getFirst();
    double seconds = (now.at - first.at) / NANOS;
    return seconds <= 0 ? 0 : Math.max(0, Math.round((rows - first.rows) / seconds));
  }
}
