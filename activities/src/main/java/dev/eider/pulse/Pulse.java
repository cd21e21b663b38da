package dev.eider.pulse;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One step's heartbeat. Beats every three seconds while the step makes progress; a step that shows
 * none for {@link #STUCK_AFTER} is left to Temporal's timeout, so that a hanging source is not
 * taken for a living one.
 */
public final class Pulse implements AutoCloseable {
  private static final Duration BEAT = Duration.ofSeconds(3);
  private static final Duration STUCK_AFTER = Duration.ofMinutes(5);
  private static final ScheduledExecutorService CLOCK =
      Executors.newScheduledThreadPool(
          1, Thread.ofPlatform().daemon().name("eider-pulse").factory());

  private final ActivityExecutionContext context;
  private final Thread stepThread;
  private final boolean interrupts;
  private final ScheduledFuture<?> beats;
  private volatile String at = "started";
  private volatile long movedAtNanos = System.nanoTime();
  private volatile @Nullable ActivityCompletionException ended;
  private volatile boolean closed;

  private Pulse(ActivityExecutionContext context, boolean interrupts) {
    this.context = context;
    this.stepThread = Thread.currentThread();
    this.interrupts = interrupts;
    this.beats =
        CLOCK.scheduleAtFixedRate(
            this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** For a step that may be broken off anywhere: cancellation interrupts its thread. */
  public static Pulse interrupting() {
    return new Pulse(Activity.getExecutionContext(), true);
  }

  /** For a step that ends what it began: a transaction is committed or not, never torn. */
  public static Pulse steady() {
    return new Pulse(Activity.getExecutionContext(), false);
  }

  /** Which try of the step this is, from 1. */
  public int attempt() {
    return context.getInfo().getAttempt();
  }

  /**
   * There is progress.
   *
   * @param where the position in words, shown in the Temporal UI
   * @throws ActivityCompletionException when the step is cancelled or another try took over
   */
  public void moved(String where) {
    at = where;
    movedAtNanos = System.nanoTime();
    check();
  }

  /** Throws when the step is cancelled or another try took over. */
  public void check() {
    ActivityCompletionException known = ended;
    if (known != null) {
      throw known;
    }
  }

  private void beat() {
    boolean stuck = interrupts && System.nanoTime() - movedAtNanos > STUCK_AFTER.toNanos();
    if (closed || stuck) {
      return;
    }
    try {
      context.heartbeat(at);
    } catch (ActivityCompletionException e) {
      ended = e;
      synchronized (this) {
        if (interrupts && !closed) {
          stepThread.interrupt();
        }
      }
      beats.cancel(false);
    }
  }

  /** Stops beating. When the step was cancelled meanwhile, that is what its caller learns. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      if (ended != null) {
        boolean ignored = Thread.interrupted();
      }
    }
    beats.cancel(false);
  }
}
