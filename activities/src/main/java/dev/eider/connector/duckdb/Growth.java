package dev.eider.connector.duckdb;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much memory the files of this process turned out to need beyond the usual: what the engine
 * holds of a table cannot be spilled where many of its rows were deleted, and nobody knows before.
 */
final class Growth {
  static final Growth SHARED = new Growth(machine() / 4);
  private static final Logger LOG = LoggerFactory.getLogger(Growth.class);
  private static final long MB = 1_000_000;
  private static final int MOST_DOUBLINGS = 16;

  private final Map<String, Integer> doublings = new ConcurrentHashMap<>();
  private final long most;

  /** Up to so many bytes. */
  Growth(long most) {
    this.most = most;
  }

  /** So many megabytes, or what a file of this key turned out to need. */
  String of(String key, int megabytes) {
    long grown = (megabytes * MB) << doublings.getOrDefault(key, 0);
    return Math.max(megabytes, Math.min(grown, most) / MB) + "MB";
  }

  /** The next try gets twice as much; nothing where that is more than a file may take. */
  void grow(String key, int megabytes) {
    String before = of(key, megabytes);
    doublings.merge(key, 1, (one, more) -> Math.min(one + more, MOST_DOUBLINGS));
    String after = of(key, megabytes);
    if (!after.equals(before)) {
      LOG.info("DuckDB gets more memory file={} before={} now={}", key, before, after);
    }
  }

  private static long machine() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Long.MAX_VALUE;
  }
}
