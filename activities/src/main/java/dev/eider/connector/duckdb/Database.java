package dev.eider.connector.duckdb;

import dev.eider.fault.Fault;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;

/** A database this process has open, and the one lock its writers take turns with. */
final class Database {
  private final Place place;
  private final boolean readOnly;
  private final Connection root;
  private final ReentrantLock writers = new ReentrantLock(true);
  private final String catalog;
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
