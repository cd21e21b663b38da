package dev.eider.connector.duckdb;

import dev.eider.destination.Destination.Batch;
import dev.eider.outcome.Counts;
import java.util.Optional;

/** Which batches are in: {@code _eider_ledger}, one line a batch, written with its rows. */
final class Ledger {
  private final Session session;
  private final String table;
  private final CheckpointHistory history;

  Ledger(Session session, Schema schema) {
    this.session = session;
    this.table = schema.table("_eider_ledger");
    this.history = new CheckpointHistory(session, schema);
  }

  void create() {
    session.script(
        "CREATE TABLE IF NOT EXISTS "
            + table
            + " (sync VARCHAR, stream VARCHAR, generation BIGINT, chunk INTEGER, attempt INTEGER,"
            + " rows BIGINT, inserted BIGINT, updated BIGINT, unchanged BIGINT, state VARCHAR,"
            + " resume VARCHAR, batch VARCHAR, committed_at TIMESTAMP WITH TIME ZONE)");
  }

  /** What a batch did when it was loaded, if it was. */
  Optional<Counts> find(Batch batch) {
    return session
        .first(
            "SELECT inserted, updated, unchanged FROM "
                + table
                + " WHERE sync = ? AND stream = ? AND generation = ? AND chunk = ?",
            batch.sync(),
            batch.task().stream(),
            batch.generation(),
            batch.chunk())
        .map(line -> Counts.loaded(line.number(0), line.number(1), line.number(2)));
  }

  void add(Batch batch, Counts counts) {
    session.run(
        "INSERT INTO " + table + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now())",
        batch.sync(),
        batch.task().stream(),
        batch.generation(),
        batch.chunk(),
        batch.attempt(),
        batch.staged().rows(),
        counts.inserted(),
        counts.updated(),
        counts.unchanged(),
        batch.reached().state(),
        batch.reached().resume(),
        batch.staged().file().getFileName().toString());
    history.batch(batch, counts);
  }

  /** Forgets runs before the last one: nobody can ask for them again. */
  void prune(String sync, String stream, long before) {
    session.run(
        "DELETE FROM " + table + " WHERE sync = ? AND stream = ? AND generation < ?",
        sync,
        stream,
        before);
    history.prune(sync, stream);
  }
}
