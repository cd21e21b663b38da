package dev.eider.connector.duckdb;

import dev.eider.fault.Fault;
import dev.eider.plan.BatchFormat;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One user's hold on a database; taken with the first question, given back once. */
final class Lease implements AutoCloseable {
  private final Place place;
  private final boolean readOnly;
  private @Nullable Database database;
  private boolean last;

  Lease(Place place, boolean readOnly) {
    this.place = place;
    this.readOnly = readOnly;
  }

  String label() {
    return place.label();
  }

  String destinationName() {
    return place.destinationName();
  }

  boolean elsewhere() {
    return place.elsewhere();
  }

  boolean exists() {
    return place.exists();
  }

  /** Refuses a place that cannot be opened, without opening it. */
  void refuseUnusable() {
    place.check(readOnly);
  }

  String catalog() {
    return database().catalog();
  }

  /** Gives the engine the memory such a batch needs, until it is asked for another. */
  void makeRoom(Session session, BatchFormat format) {
    String memory = place.memoryFor(format);
    if (memory != null) {
      session.script("SET memory_limit = " + Names.literal(memory));
    }
  }

  /** Gives the engine the memory vectors need, until it is asked for another. */
  void makeRoomForVectors(Session session) {
    String memory = place.memoryToSearch();
    if (memory != null) {
      session.script("SET memory_limit = " + Names.literal(memory));
    }
  }

  /** Does work on a connection of its own. */
  <T> T read(Function<Session, T> work) {
    Database held = database();
    try (Session session = held.session()) {
      return work.apply(session);
    } catch (Fault e) {
      abandonWhenBroken(e, held);
      growWhenShort(e, held);
      throw e;
    }
  }

  /** Does work on a connection of its own, as the only writer of this process. */
  <T> T write(Function<Session, T> work) {
    return alone(() -> read(work));
  }

  /** Does work while no other writer of this process does. */
  <T> T alone(Supplier<T> work) {
    Database held = database();
    try {
      held.writers().lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Databases.busy(place);
    }
    try {
      T result = work.get();
      held.refuseReplaced();
      return result;
    } finally {
      held.writers().unlock();
    }
  }

  /** No step of the run follows: whoever waits for the file gets it with the end of this one. */
  void last() {
    last = true;
  }

  private Database database() {
    if (database == null) {
      database = Databases.SHARED.enter(place, readOnly);
    }
    return database;
  }

  /** After a fatal error DuckDB refuses every statement until the file is opened again. */
  private void abandonWhenBroken(Fault fault, Database held) {
    Throwable cause = fault.getCause();
    String text = cause == null ? "" : String.valueOf(cause.getMessage());
    if (text.contains("FATAL") || text.contains("database has been invalidated")) {
      Databases.SHARED.discard(held);
    }
  }

  /** The step is tried again, and then with more. */
  private void growWhenShort(Fault fault, Database held) {
    String memory =
        fault.problem().code().equals(Faults.OUT_OF_MEMORY) ? place.grow(held.readOnly()) : null;
    if (memory != null) {
      try (Session session = held.session()) {
        session.script("SET memory_limit = " + Names.literal(memory));
      }
    }
  }

  @Override
  public void close() {
    if (database != null) {
      Databases.SHARED.leave(database, last);
      database = null;
    }
  }
}
