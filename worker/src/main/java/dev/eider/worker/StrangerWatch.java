package dev.eider.worker;

import dev.eider.fault.Fault.Unavailable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Notices that another installation's server answers where ours did, and ends the worker. */
final class StrangerWatch implements AutoCloseable {
  private static final long LOOK_SECONDS = 3;

  private final Connection connection;
  private final Runnable end;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("stranger-watch").factory());
  private volatile @Nullable Unavailable seen;

  private StrangerWatch(Connection connection, Runnable end) {
    this.connection = connection;
    this.end = end;
  }

  static StrangerWatch start(Connection connection, Runnable end) {
    StrangerWatch watch = new StrangerWatch(connection, end);
    var unused =
        watch.looks.scheduleWithFixedDelay(
            watch::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    return watch;
  }

  private void look() {
    try {
      connection.refuseStranger();
    } catch (Unavailable stranger) {
      seen = stranger;
      end.run();
      looks.shutdown();
    }
  }

  /** Says again what ended the worker, if this did. */
  void rethrow() {
    @Nullable Unavailable stranger = seen;
    if (stranger != null) {
      throw stranger;
    }
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }
}
