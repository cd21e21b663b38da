package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Session.Line;
import dev.eider.connector.duckdb.Streams.Known;
import dev.eider.destination.Destination.Batch;
import dev.eider.outcome.Counts;
import dev.eider.step.History;
import dev.eider.step.Load;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every checkpoint there was: {@code _eider_checkpoints}, a line a batch, written with it, and one
 * for each end of a run, rewind, import and reset that moved a state. Lines are numbered within
 * their stream, for clocks jump.
 */
final class CheckpointHistory {
  /** So many of a stream are kept however old they are. */
  private static final int KEPT = 1_000;

  /** All that are younger are kept however many they are. */
  private static final int KEPT_DAYS = 30;

  private static final String COLUMNS =
      "number, kind, generation, chunk, write_mode, state, rows, written, epoch_ms(committed_at),"
          + " note";

  /** To the millisecond, as it is shown: whoever names the time of a line means that line. */
  private static final String NOW = "make_timestamptz(epoch_ms(now()) * 1000)";

  private final Session session;
  private final String table;
  private final String streams;

  CheckpointHistory(Session session, Schema schema) {
    this.session = session;
    this.table = schema.table("_eider_checkpoints");
    this.streams = schema.table("_eider_streams");
  }

  void create() {
    session.script(
        "CREATE TABLE IF NOT EXISTS "
            + table
            + " (sync VARCHAR, stream VARCHAR, number BIGINT, kind VARCHAR, generation BIGINT,"
            + " chunk INTEGER, write_mode VARCHAR, state VARCHAR, rows BIGINT, written BIGINT,"
            + " note VARCHAR, committed_at TIMESTAMP WITH TIME ZONE)");
  }

  /** A batch, in its own transaction. */
  void batch(Batch batch, Counts counts) {
    create(); // a run that an older version opened has no such table yet
    boolean replayed = batch.chunk() >= Load.REPLAYED;
    session.run(
        insert(
            replayed ? "replay" : "batch",
            "?, ?, ?, coalesce(?, s.state), CAST(? AS BIGINT), CAST(? AS BIGINT), NULL"),
        batch.sync(),
        batch.task().stream(),
        batch.generation(),
        replayed ? -1 : batch.chunk(),
        batch.task().write().word(),
        batch.reached().state(),
        batch.staged().rows(),
        counts.written(),
        batch.sync(),
        batch.task().stream());
  }

  /** The end of a run, unless it stands where the newest line says already. */
  void close(String sync, String stream) {
    create();
    session.run(
        insert("close", "s.generation, s.chunk, NULL, s.state, 0, 0, NULL")
            + " AND NOT EXISTS (SELECT 1 FROM "
            + table
            + " c WHERE c.sync = s.sync AND c.stream = s.stream AND c.number = "
            + newest()
            + " AND c.state IS NOT DISTINCT FROM s.state)",
        sync,
        stream,
        sync,
        stream,
        sync,
        stream);
  }

  /** The state was moved by somebody, not by rows. */
  void moved(String sync, String stream, String kind, @Nullable String note) {
    create();
    session.run(
        insert(kind, "s.generation, s.chunk, NULL, s.state, 0, 0, CAST(? AS VARCHAR)"),
        sync,
        stream,
        note,
        sync,
        stream);
  }

  private String insert(String kind, String values) {
    return "INSERT INTO "
        + table
        + " (sync, stream, number, kind, generation, chunk, write_mode, state, rows, written,"
        + " note, committed_at) SELECT s.sync, s.stream, 1 + "
        + newest()
        + ", "
        + Names.literal(kind)
        + ", "
        + values
        + ", "
        + NOW
        + " FROM "
        + streams
        + " s WHERE s.sync = ? AND s.stream = ?";
  }

  private String newest() {
    return "(SELECT coalesce(max(number), 0) FROM " + table + " WHERE sync = ? AND stream = ?)";
  }

  /** Forgets what is both old and far behind. */
  void prune(String sync, String stream) {
    create();
    session.run(
        "DELETE FROM "
            + table
            + " WHERE sync = ? AND stream = ? AND epoch_ms(committed_at) < epoch_ms(now()) - "
            + KEPT_DAYS * 86_400_000L
            + " AND number <= "
            + newest()
            + " - "
            + KEPT,
        sync,
        stream,
        sync,
        stream);
  }

  List<History.Moment> newest(String sync, String stream, int limit) {
    return session
        .query(select() + " ORDER BY number DESC LIMIT " + Math.max(0, limit), sync, stream)
        .stream()
        .map(CheckpointHistory::moment)
        .toList();
  }

  /** The checkpoint somebody means, if it is kept. */
  Optional<History.Moment> find(String sync, String stream, History.Target to) {
    Instant at = to.at();
    return (at != null
            ? session.first(
                select()
                    + " AND epoch_us(committed_at) <= ? ORDER BY committed_at DESC, number DESC"
                    + " LIMIT 1",
                sync,
                stream,
                ChronoUnit.MICROS.between(Instant.EPOCH, at))
            : session.first(
                select()
                    + " AND generation = ? AND chunk = ? AND kind IN ('batch', 'close')"
                    + " ORDER BY number DESC LIMIT 1",
                sync,
                stream,
                to.generation(),
                to.chunk()))
        .map(CheckpointHistory::moment);
  }

  /** How many batches were committed after a line, their rows, and those that were appended. */
  long[] after(String sync, String stream, long number) {
    Line line =
        session
            .query(
                "SELECT count(*), coalesce(sum(rows), 0)::BIGINT,"
                    + " coalesce(sum(rows) FILTER (write_mode = 'append'), 0)::BIGINT FROM "
                    + table
                    + " WHERE sync = ? AND stream = ? AND number > ? AND kind = 'batch'",
                sync,
                stream,
                number)
            .getFirst();
    return new long[] {line.number(0), line.number(1), line.number(2)};
  }

  /** Sets a stream's state; what an earlier run still tries to commit is refused from then on. */
  void set(Known known, @Nullable String state) {
    session.run(
        "UPDATE "
            + streams
            + " SET state = ?, opened_state = NULL, chunk = -1, run_id = '', generation = ?,"
            + " closed_generation = ?, updated_at = now() WHERE sync = ? AND stream = ?",
        state,
        known.generation() + 1,
        known.generation() + 1,
        known.sync(),
        known.stream());
  }

  private String select() {
    return "SELECT " + COLUMNS + " FROM " + table + " WHERE sync = ? AND stream = ?";
  }

  private static History.Moment moment(Line line) {
    return new History.Moment(
        line.number(0),
        line.text(1),
        line.number(2),
        (int) line.number(3),
        line.textOrNull(4),
        line.textOrNull(5),
        line.number(6),
        line.number(7),
        Instant.ofEpochMilli(line.number(8)),
        line.textOrNull(9));
  }
}
