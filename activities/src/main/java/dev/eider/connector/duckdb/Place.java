package dev.eider.connector.duckdb;

import dev.eider.plan.BatchFormat;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Where a database is and how it is opened: all that DuckDB and MotherDuck differ in. */
interface Place {

  /** Equal keys share one open database. */
  String key();

  /** How messages call it. */
  String label();

  /** What PyAirbyte would write into {@code destination_name}. */
  default String destinationName() {
    return "destination-duckdb";
  }

  /** The catalog's name; null = what the connection says it is. */
  @Nullable String catalog();

  /** Whether its engine may be another version than the one in this process. */
  default boolean elsewhere() {
    return false;
  }

  /**
   * What tells the file that lies there from one that took its name; null = there is none, or it
   * cannot be told.
   */
  default @Nullable Object identity() {
    return null;
  }

  /** Whether there is something to read already. */
  boolean exists();

  /** How much memory the engine may take to load such a batch; null = nobody here decides that. */
  default @Nullable String memoryFor(BatchFormat format) {
    return null;
  }

  /** How much memory the engine may take to walk over vectors; null = nobody here decides that. */
  default @Nullable String memoryToSearch() {
    return null;
  }

  /**
   * Gives the engine more memory from now on, if nobody said how much it may take.
   *
   * @return how much a database opened like this may take; null = nobody here decides that
   */
  default @Nullable String grow(boolean readOnly) {
    return null;
  }

  /** Refuses what cannot be opened, in better words than the engine has. */
  void check(boolean readOnly);

  /** Opens it; the first connection of a database. */
  Connection open(boolean readOnly) throws SQLException;
}
