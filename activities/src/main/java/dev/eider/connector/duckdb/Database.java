package dev.eider.connector.duckdb;

import dev.eider.fault.Fault;
import dev.eider.fault.Fault.Misconfigured;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** A database this process has open, and the one lock its writers take turns with. */
final class Database {
  private final Place place;
  private final boolean readOnly;
  private final Connection root;
  private final ReentrantLock writers = new ReentrantLock(true);
  private final String catalog;
  private final @Nullable Object identity;
  private int users;
  private long idleSince;

  Database(Place place, boolean readOnly) {
    this.place = place;
    this.readOnly = readOnly;
    try {
      this.root = place.open(readOnly);
    } catch (SQLException e) {
      throw Faults.of(e, place.label());
    }
    this.identity = place.identity();
    String given = place.catalog();
    this.catalog = given != null ? given : askCatalog();
  }

  private String askCatalog() {
    try (Session session = session()) {
      return session.query("SELECT current_database()").getFirst().text(0);
    } catch (Fault e) {
      Closing.quietly(root);
      throw e;
    }
  }

  Session session() {
    try {
      Connection connection = root.unwrap(DuckDBConnection.class).duplicate();
      return new Session(connection, place.label());
    } catch (SQLException e) {
      throw Faults.of(e, place.label());
    }
  }

  /**
   * Whether its file was deleted, or another one put in its place: what is written now goes where
   * nobody will find it.
   */
  boolean replaced() {
    return identity != null && !identity.equals(place.identity());
  }

  /** Refuses to call done what nobody will find. */
  void refuseReplaced() {
    if (replaced()) {
      throw new Misconfigured(
          "duckdb.replaced",
          place.label(),
          "expected the file that was opened but it was deleted or replaced while rows were written",
          "run the sync again; it goes on from what the file there holds");
    }
  }

  String catalog() {
    return catalog;
  }

  boolean readOnly() {
    return readOnly;
  }

  /** Waits for the writers before; fair, so that no stream starves. */
  ReentrantLock writers() {
    return writers;
  }

  void enter() {
    users++;
  }

  void leave() {
    users--;
    idleSince = System.nanoTime();
  }

  boolean idle() {
    return users == 0;
  }

  long idleSince() {
    return idleSince;
  }

  void close() {
    Closing.quietly(root);
  }
}
