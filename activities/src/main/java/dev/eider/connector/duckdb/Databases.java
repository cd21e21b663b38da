package dev.eider.connector.duckdb;

import dev.eider.fault.Fault;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The databases this process has open. Closing one writes a checkpoint, which is costly, so it
 * stays open for a moment after its last user: back-to-back loads find it open, and other processes
 * get the file soon after.
 */
final class Databases {
  static final Databases SHARED = new Databases();
  private static final long LINGER_MILLIS = 400;
  private static final long PATIENCE_MILLIS = 60_000;

  private final Map<String, Database> open = new HashMap<>();
  private final ScheduledThreadPoolExecutor sweeper =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("duckdb-sweep").factory());
  private @Nullable ScheduledFuture<?> sweep;

  private Databases() {
    sweeper.setKeepAliveTime(1, TimeUnit.SECONDS);
    sweeper.allowCoreThreadTimeOut(true);
    // A process that ends within the moment would leave a write-ahead log beside the file.
    Runtime.getRuntime().addShutdownHook(new Thread(this::closeAll, "duckdb-close"));
  }

  /**
   * Opens a database or shares the open one. A writer waits until readers that opened it read-only
   * are done.
   */
  synchronized Database enter(Place place, boolean readOnly) {
    String key = place.key();
    Database known = open.get(key);
    if (known != null && known.readOnly() && !readOnly) {
      awaitReaders(key, known, place);
      known = open.get(key);
    }
    if (known != null && known.replaced()) {
      forget(key, known, place);
      known = null;
    }
    if (known == null) {
      place.check(readOnly);
      known = new Database(place, readOnly);
      open.put(key, known);
    }
    known.enter();
    return known;
  }

  /** The engine opens a name once: the file that lies there now has to wait for the one before. */
  private void forget(String key, Database replaced, Place place) {
    if (!replaced.idle()) {
      throw Faults.unavailable(
          "duckdb.locked",
          place.label(),
          "expected the file that is open but another lies there now",
          "leave the file alone while syncs run; it is tried again when they are done",
          null);
    }
    open.remove(key);
    replaced.close();
  }

  /**
   * One user less.
   *
   * @param last whether no other step of the user's run follows
   */
  synchronized void leave(Database database, boolean last) {
    database.leave();
    notifyAll();
    if (last && database.idle()) {
      discard(database);
    } else if (database.idle() && sweep == null) {
      sweep = sweeper.schedule(this::sweep, LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Forgets a database that broke, so that the next user opens it anew. */
  synchronized void discard(Database database) {
    open.values().remove(database);
    database.close();
  }

  /** Closes a database nobody uses at once. */
  synchronized void closeIdle() {
    open.values().removeIf(Databases::closedWhenIdle);
  }

  private static boolean closedWhenIdle(Database database) {
    if (!database.idle()) {
      return false;
    }
    database.close();
    return true;
  }

  private synchronized void sweep() {
    long edge = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS - 10);
    open.values().removeIf(d -> d.idle() && d.idleSince() - edge <= 0 && closedWhenIdle(d));
    boolean lingering = open.values().stream().anyMatch(Database::idle);
    sweep = lingering ? sweeper.schedule(this::sweep, LINGER_MILLIS, TimeUnit.MILLISECONDS) : null;
  }

  private synchronized void closeAll() {
    open.values().forEach(Database::close);
    open.clear();
  }

  private void awaitReaders(String key, Database readers, Place place) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (!readers.idle() && open.get(key) == readers) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw busy(place);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw busy(place);
      }
    }
    if (open.get(key) == readers) {
      open.remove(key);
      readers.close();
    }
  }

  static Fault busy(Place place) {
    return Faults.unavailable(
        "duckdb.locked",
        place.label(),
        "expected the file to be free but another step of this process uses it",
        "run the syncs of this file one after the other",
        null);
  }
}
