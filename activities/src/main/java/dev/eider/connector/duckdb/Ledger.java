package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Session.Line;
import dev.eider.destination.Destination.Batch;
import dev.eider.destination.Destination.Gone;
import dev.eider.outcome.Counts;
import java.util.List;
import java.util.Optional;

/**
 * Which batches are in: {@code _eider_ledger}, one line a batch, written with its rows. A survey of
 * what is gone and its removal have a line each as well, under numbers no batch has.
 */
final class Ledger {
  static final String NAME = "_eider_ledger";

  /** The column that came last. */
  static final String YOUNGEST = "replaced";

  static final int SURVEYED = -1;
  static final int REMOVED = -2;
  private final Session session;
  private final String table;
  private final CheckpointHistory history;

  Ledger(Session session, Schema schema) {
    this.session = session;
    this.table = schema.table(NAME);
    this.history = new CheckpointHistory(session, schema);
  }

  void create() {
    session.script(
        "CREATE TABLE IF NOT EXISTS "
            + table
            + " (sync VARCHAR, stream VARCHAR, generation BIGINT, chunk INTEGER, attempt INTEGER,"
            + " rows BIGINT, inserted BIGINT, updated BIGINT, unchanged BIGINT, state VARCHAR,"
            + " resume VARCHAR, batch VARCHAR, committed_at TIMESTAMP WITH TIME ZONE,"
            + " deleted BIGINT, replaced BIGINT)");
    // Two columns are younger than the table.
    for (String young : List.of("deleted", YOUNGEST)) {
      session.script("ALTER TABLE " + table + " ADD COLUMN IF NOT EXISTS " + young + " BIGINT");
    }
  }

  /** What a batch did when it was loaded, if it was. */
  Optional<Counts> find(Batch batch) {
    return find(batch.sync(), batch.task().stream(), batch.generation(), batch.chunk())
        .map(
            line ->
                Counts.loaded(line.number(0), line.number(1), line.number(2))
                    .replacing(line.number(5)));
  }

  /** What a survey found, or its removal did, if it was done. */
  Optional<Swept> find(Gone gone, int what) {
    return find(gone.sync(), gone.task().stream(), gone.generation(), what)
        .map(line -> new Swept(line.number(3), line.number(4)));
  }

  private Optional<Line> find(String sync, String stream, long generation, int chunk) {
    return session.first(
        "SELECT inserted, updated, unchanged, deleted, rows, replaced FROM "
            + table
            + " WHERE sync = ? AND stream = ? AND generation = ? AND chunk = ?",
        sync,
        stream,
        generation,
        chunk);
  }

  void add(Gone gone, int what, Swept swept) {
    session.run(
        "INSERT INTO "
            + table
            + " (sync, stream, generation, chunk, rows, deleted, committed_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, now())",
        gone.sync(),
        gone.task().stream(),
        gone.generation(),
        what,
        swept.present(),
        swept.gone());
  }

  void add(Batch batch, Counts counts) {
    session.run(
        "INSERT INTO " + table + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now(), 0, ?)",
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
        batch.staged().file().getFileName().toString(),
        counts.replaced());
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

  /**
   * A survey or a removal.
   *
   * @param gone rows that are
   * @param present rows that count, these among them
   */
  record Swept(long gone, long present) {}
}
