package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Session.Line;
import dev.eider.destination.Destination.Run;
import dev.eider.fault.Fault.Defect;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.plan.StreamTask;
import dev.eider.step.Checkpoint;
import dev.eider.step.Load;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who writes which table, and how far: {@code _eider_streams}, one line a stream of a sync. */
final class Streams {
  private static final String COLUMNS =
      "sync, stream, source_name, fingerprint, table_name, generation, run_id, opened_state, state,"
          + " chunk, closed_generation, key_types, swept_at";

  private final Session session;
  private final String table;
  private final CheckpointHistory history;

  Streams(Session session, Schema schema) {
    this.session = session;
    this.table = schema.table("_eider_streams");
    this.history = new CheckpointHistory(session, schema);
  }

  void create() {
    session.script(
        "CREATE TABLE IF NOT EXISTS "
            + table
            + " (sync VARCHAR, stream VARCHAR, source_name VARCHAR, fingerprint VARCHAR,"
            + " table_name VARCHAR, generation BIGINT, run_id VARCHAR, opened_state VARCHAR,"
            + " state VARCHAR, chunk INTEGER, closed_generation BIGINT,"
            + " opened_at TIMESTAMP WITH TIME ZONE, updated_at TIMESTAMP WITH TIME ZONE,"
            + " key_types VARCHAR, swept_at TIMESTAMP WITH TIME ZONE)");
    // Two columns are younger than the table.
    session.script("ALTER TABLE " + table + " ADD COLUMN IF NOT EXISTS key_types VARCHAR");
    session.script(
        "ALTER TABLE " + table + " ADD COLUMN IF NOT EXISTS swept_at TIMESTAMP WITH TIME ZONE");
  }

  Optional<Known> find(String sync, String stream) {
    return session
        .first(select() + " WHERE sync = ? AND stream = ?", sync, stream)
        .map(Streams::known);
  }

  /** Whoever else holds a claim on this table. */
  List<Known> writersOf(String tableName) {
    return session
        .query(
            select() + " WHERE lower(table_name) = lower(?) AND fingerprint IS NOT NULL", tableName)
        .stream()
        .map(Streams::known)
        .toList();
  }

  /** Notes a new run; the one before can no longer commit. */
  void open(
      Run run,
      StreamTask task,
      long generation,
      @Nullable String state,
      @Nullable List<String> keyTypes) {
    Instant swept = find(run.sync(), task.stream()).map(Known::swept).orElse(null);
    session.run(
        "DELETE FROM " + table + " WHERE sync = ? AND stream = ?", run.sync(), task.stream());
    session.run(
        "INSERT INTO "
            + table
            + " ("
            + COLUMNS
            + ", opened_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, -1, 0, ?,"
            + " make_timestamptz(CAST(? AS BIGINT) * 1000), now(), now())",
        run.sync(),
        task.stream(),
        run.sourceName(),
        run.fingerprint(),
        task.table(),
        generation,
        run.id(),
        state,
        state,
        keyTypes == null ? null : KeyTypes.written(keyTypes),
        swept == null ? null : swept.toEpochMilli());
  }

  /** The stream's line, if this generation may still commit. */
  Known fenced(String sync, String stream, long generation) {
    Known known =
        find(sync, stream)
            .orElseThrow(
                () ->
                    new Misconfigured(
                        "destination.forgotten",
                        stream,
                        "expected what the run noted when it began but '" + table + "' lacks it",
                        "leave the database alone while a sync runs, and run the sync again"));
    if (known.generation != generation) {
      throw new Defect(
          "destination.superseded",
          stream,
          "run " + generation + " was superseded by run " + known.generation,
          null);
    }
    return known;
  }

  void reach(Known known, int chunk, @Nullable String state) {
    session.run(
        "UPDATE "
            + table
            + " SET state = coalesce(?, state),"
            + " chunk = CASE WHEN CAST(? AS INTEGER) < ? THEN ? ELSE chunk END,"
            + " updated_at = now() WHERE sync = ? AND stream = ?",
        state,
        chunk,
        Load.REPLAYED,
        chunk,
        known.sync,
        known.stream);
  }

  /** Notes what a key's columns were taken for when the first of this run was. */
  void keep(Known known, List<String> keyTypes) {
    session.run(
        "UPDATE " + table + " SET key_types = ? WHERE sync = ? AND stream = ?",
        KeyTypes.written(keyTypes),
        known.sync,
        known.stream);
  }

  void end(Known known, @Nullable String state, boolean swept) {
    session.run(
        "UPDATE "
            + table
            + " SET state = coalesce(?, state), closed_generation = generation, updated_at = now()"
            + (swept ? ", swept_at = now()" : "")
            + " WHERE sync = ? AND stream = ?",
        state,
        known.sync,
        known.stream);
    history.close(known.sync, known.stream);
  }

  /** Gives up state and claim; generations go on. */
  void forget(String sync, String stream) {
    session.run(
        "UPDATE "
            + table
            + " SET state = NULL, fingerprint = NULL, chunk = -1, updated_at = now(),"
            + " key_types = NULL, swept_at = NULL"
            + " WHERE sync = ? AND stream = ?",
        sync,
        stream);
    history.moved(sync, stream, "reset", null);
  }

  List<Checkpoint.Line> lines(String sync, List<String> streams) {
    return session
        .query(
            "SELECT stream, table_name, state, generation, chunk, epoch_ms(updated_at) FROM "
                + table
                + " WHERE sync = ? ORDER BY stream",
            sync)
        .stream()
        .filter(line -> streams.isEmpty() || streams.contains(line.text(0)))
        .map(Streams::line)
        .toList();
  }

  private static Checkpoint.Line line(Line line) {
    return new Checkpoint.Line(
        line.text(0),
        line.text(1),
        line.textOrNull(2),
        line.number(3),
        (int) line.number(4),
        Instant.ofEpochMilli(line.number(5)));
  }

  private String select() {
    return "SELECT * REPLACE (epoch_ms(swept_at) AS swept_at) FROM (SELECT "
        + COLUMNS
        + " FROM "
        + table
        + ")";
  }

  private static Known known(Line line) {
    return new Known(
        line.text(0),
        line.text(1),
        line.text(2),
        line.textOrNull(3),
        line.text(4),
        line.number(5),
        line.text(6),
        line.textOrNull(7),
        line.textOrNull(8),
        line.number(10),
        line.textOrNull(11) == null ? null : KeyTypes.read(line.text(11)),
        line.value(12) == null ? null : Instant.ofEpochMilli(line.number(12)));
  }

  /**
   * A stream as its destination knows it.
   *
   * @param fingerprint of the source's configuration; null = the claim was given up
   * @param openedState what the newest run began from
   * @param closedGeneration the newest run that ended; 0 = none
   * @param keyTypes what the key's columns are taken for in this run; null = not known yet
   * @param swept when rows that are gone were last looked for; null = never
   */
  record Known(
      String sync,
      String stream,
      String sourceName,
      @Nullable String fingerprint,
      String table,
      long generation,
      String run,
      @Nullable String openedState,
      @Nullable String state,
      long closedGeneration,
      @Nullable List<String> keyTypes,
      @Nullable Instant swept) {}
}
