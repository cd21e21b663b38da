package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Cursor.Pass;
import dev.eider.connector.duckdb.Cursor.State;
import dev.eider.connector.duckdb.Session.Line;
import dev.eider.connector.duckdb.Snapshot.Meta;
import dev.eider.fault.Fault;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.Position;
import dev.eider.plan.StreamTask;
import dev.eider.record.RowSink;
import dev.eider.source.Source.ReadRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A read of what differs from the last complete read: changed rows in files, then the keys of rows
 * that are gone. Without a snapshot to compare with it hands out every row, then all keys there
 * are.
 *
 * <p>Checksums are taken before rows are: what changes meanwhile is found by the next read.
 */
final class Comparing {
  private static final Logger LOG = LoggerFactory.getLogger(Comparing.class);

  private final Lease lease;
  private final Relation relation;
  private final ReadRequest request;
  private final StreamTask task;
  private final Snapshot snapshot;
  private final DuckDbSource.Limits limits;
  private final Fingerprint print;

  Comparing(
      Lease lease,
      Relation relation,
      ReadRequest request,
      Snapshot snapshot,
      DuckDbSource.Limits limits) {
    this.lease = lease;
    this.relation = relation;
    this.request = request;
    this.task = request.task();
    this.snapshot = snapshot;
    this.limits = limits;
    this.print = Fingerprint.of(relation, task);
    if (request.format() != BatchFormat.DUCKDB) {
      throw new Misconfigured(
          "duckdb.compare",
          task.stream(),
          "expected a destination that takes DuckDB files but it takes NDJSON",
          "write: upsert");
    }
  }

  Position read(RowSink sink) {
    Meta meta = snapshot.open();
    try {
      return lease.read(session -> read(session, meta, sink));
    } catch (Fault e) {
      if (e instanceof Unavailable || meta == null || !snapshot.damaged()) {
        throw e;
      }
      snapshot.discard();
      throw Faults.unavailable(
          "duckdb.snapshot",
          task.stream(),
          "the snapshot was damaged and is built anew from every row",
          null,
          e);
    }
  }

  private Position read(Session session, @Nullable Meta meta, RowSink sink) {
    String resume = request.from().resume();
    Pass pass = resume == null ? null : Cursor.pass(resume, task.stream());
    if (pass == null || meta == null || !pass.difference().equals(meta.pending())) {
      pass = begin(session, meta, pass, sink);
    }
    if (pass.difference().isEmpty()) {
      return Position.end(Cursor.write(pass.end()));
    }
    return pass.whole() ? everyRow(session, pass, sink) : changedRows(session, pass, sink);
  }

  /** Finds out what there is to hand out. */
  private Pass begin(Session session, @Nullable Meta meta, @Nullable Pass broken, RowSink sink) {
    State end = cursorNow(session);
    if (broken == null) {
      new Keyless(session, print, task).setAside(sink, "true");
    }
    String engine = Snapshot.engine(session);
    State known = Cursor.any(request.from().state());
    String reason =
        broken != null || meta == null
            ? snapshot.missing()
            : meta.unusable(known, engine, print.shape());
    if (reason != null) {
      sink.waiting("every row is read: " + reason);
      if (request.from().state() != null) {
        sink.note("every row was read: " + reason);
      }
      LOG.info("every row is read stream={} reason={}", task.stream(), reason);
      snapshot.build(session, print);
      sink.total(session.number("SELECT count(*) FROM " + snapshot.table("rows")));
      return pass(true, end);
    }
    boolean any =
        new Difference(session, snapshot, print, limits.fileRows(), lease.elsewhere()).find(sink);
    snapshot.refresh(session);
    sink.total(
        any ? session.number("SELECT count(*) FROM " + snapshot.table("pending_changed")) : 0);
    return pass(false, end);
  }

  /** The read that hands out what is pending now; nothing pending = nothing differs. */
  private Pass pass(boolean whole, State cursor) {
    Meta meta = snapshot.meta();
    String pending = meta.pending();
    long version = pending == null ? meta.version() : meta.version() + 1;
    return new Pass(pending == null ? "" : pending, whole, cursor.of(meta.uuid(), version), null);
  }

  /** Where an incremental read goes on after this one; taken before the first row is. */
  private State cursorNow(Session session) {
    String column = Reading.cursor(relation, task);
    if (column == null) {
      return State.NONE;
    }
    String upper = Reading.upper(session, relation, column);
    State known = Cursor.any(request.from().state());
    return upper == null
        ? new State(known.field(), known.value(), known.type(), null, null)
        : new State(column, upper, relation.type(column), null, null);
  }

  private Position everyRow(Session session, Pass pass, RowSink sink) {
    Reading reading = Reading.keyed(print, task, pass.after());
    stretches(session).copyOne(reading, sink, limits.fileRows(), batch -> {});
    if (!reading.done()) {
      return within(pass.after(reading.after()));
    }
    handOutPresent(session, sink, true);
    return Position.end(Cursor.write(pass.end()));
  }

  /**
   * Writes down every key there is now.
   *
   * @param whole every row was handed out, also such as came after the checksums
   */
  private void handOutPresent(Session session, RowSink sink, boolean whole) {
    try (Attachment file = Attachment.writing(lease, sink.goneFile())) {
      String present = file.schema().table("present");
      session.script("CREATE TABLE %s (key_id BIGINT)".formatted(batch(file)));
      session.script(
          "CREATE TABLE %s AS SELECT %s AS key_id FROM %s WHERE NOT %s"
              .formatted(present, print.keyId(), relation.sql(), print.keyless()));
      if (whole) {
        String known = snapshot.table("rows");
        for (String range : KeyRanges.of(session, present, known)) {
          session.script(
              "INSERT INTO %s SELECT DISTINCT key_id FROM (%s)"
                  .formatted(
                      snapshot.table("seen"), KeyRanges.joined(present, "ANTI", known, range)));
        }
      }
      sink.wroteGone(session.number("SELECT count(*) FROM " + present));
    }
  }

  private Position changedRows(Session session, Pass pass, RowSink sink) {
    String changed = snapshot.table("pending_changed");
    List<String> after = pass.after();
    String rest = after == null ? "true" : "key_id > " + Keyset.typed(after.getFirst(), "BIGINT");
    Line chunk =
        session
            .query(
                ("SELECT count(*), min(key_id), max(key_id) FROM"
                        + " (SELECT key_id FROM %s WHERE %s ORDER BY key_id LIMIT %d)")
                    .formatted(changed, rest, limits.fileRows()))
            .getFirst();
    if (chunk.number(0) > 0) {
      String within = "key_id" + Buckets.between(chunk.number(1), chunk.number(2));
      String where =
          "%s AND %s IN (SELECT key_id FROM %s WHERE %s)"
              .formatted(
                  print.near(chunk.number(1), chunk.number(2)), print.keyId(), changed, within);
      stretches(session).copy(sink, where, batch -> {});
      sink.pageDone(relation.stream());
      if (isMore(session, chunk.number(2))) {
        return within(pass.after(List.of(chunk.text(2))));
      }
    }
    if (snapshot.meta().owed()) {
      handOutPresent(session, sink, false);
    } else {
      handOutGone(session, sink);
    }
    return Position.end(Cursor.write(pass.end()));
  }

  private boolean isMore(Session session, long after) {
    return !session
        .query(
            "SELECT 1 FROM %s WHERE key_id > %s LIMIT 1"
                .formatted(
                    snapshot.table("pending_changed"),
                    Keyset.typed(String.valueOf(after), "BIGINT")))
        .isEmpty();
  }

  private void handOutGone(Session session, RowSink sink) {
    String gone = snapshot.table("pending_gone");
    long keys = session.number("SELECT count(*) FROM " + gone);
    if (keys > 0) {
      try (Attachment file = Attachment.writing(lease, sink.goneFile())) {
        session.script("CREATE TABLE %s AS FROM %s".formatted(batch(file), gone));
      }
      sink.wroteGone(keys);
    }
  }

  private static String batch(Attachment file) {
    return file.schema().table(Attachment.BATCH);
  }

  private Position within(Pass pass) {
    return Position.within(request.from().state(), Cursor.write(pass));
  }

  private Stretches stretches(Session session) {
    return new Stretches(lease, session, relation, task.columns());
  }
}
