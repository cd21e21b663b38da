package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Session.Line;
import dev.eider.connector.duckdb.Snapshot.Meta;

/** Makes a snapshot say what the destination has now. */
final class Settling {
  private final Session session;
  private final Snapshot snapshot;
  private final boolean swept;

  Settling(Session session, Snapshot snapshot, boolean swept) {
    this.session = session;
    this.snapshot = snapshot;
    this.swept = swept;
  }

  /** Does so for the read that ended in this state; nothing when it is done, or of another read. */
  void settle(Cursor.State state) {
    Meta meta = snapshot.meta();
    Long version = state.version();
    boolean due =
        meta.uuid().equals(state.snapshot())
            && meta.pending() != null
            && version != null
            && version == meta.version() + 1;
    if (!due) {
      return;
    }
    session.transaction(
        () -> {
          if (meta.version() > 0) {
            rows();
            buckets(meta.shift());
            seen();
            drop();
          }
          reshape(meta.shift());
          session.script(
              "UPDATE %s SET version = version + 1, pending = NULL, owed = %s"
                  .formatted(snapshot.table("meta"), owed(meta)));
          return meta;
        });
  }

  /** Rows it does not know of stay at the destination until one who has every key finds them. */
  private boolean owed(Meta meta) {
    return !swept && (meta.owed() || meta.version() == 0);
  }

  private void rows() {
    String rows = snapshot.table("rows");
    String kept = swept ? "" : " WHERE key_id NOT IN (FROM " + snapshot.table("pending_gone") + ")";
    // Stretch by stretch: what is deleted at once is held in memory.
    for (Line stretch :
        session.query("SELECT lo, hi FROM " + snapshot.table("pending_stretches"))) {
      String within = Buckets.between(stretch.number(0), stretch.number(1));
      session.script(
          ("DELETE FROM %1$s AS r USING (FROM %2$s%3$s) AS o WHERE r.key_id = o.key_id AND"
                  + " r.row_hash = o.row_hash AND r.key_id%4$s AND o.key_id%4$s")
              .formatted(rows, snapshot.table("pending_old"), kept, within));
    }
    session.script(
        "INSERT INTO %s FROM %s ORDER BY key_id".formatted(rows, snapshot.table("pending_new")));
  }

  private void buckets(int shift) {
    String buckets = snapshot.table("buckets");
    String found = snapshot.table("pending_buckets");
    session.script(
        "DELETE FROM %s WHERE bucket IN (SELECT bucket FROM %s)".formatted(buckets, found));
    session.script("INSERT INTO %s FROM %s WHERE n IS NOT NULL".formatted(buckets, found));
    if (!swept) {
      // Sums no rows can have, so that the next read looks into these buckets.
      String gone =
          "SELECT DISTINCT key_id >> %d FROM %s".formatted(shift, snapshot.table("pending_gone"));
      session.script("DELETE FROM %s WHERE bucket IN (%s)".formatted(buckets, gone));
      session.script(
          "INSERT INTO %s (bucket, n, x, s) SELECT *, -1, 0, 0 FROM (%s)".formatted(buckets, gone));
    }
  }

  private void seen() {
    String still =
        swept ? "" : " WHERE key_id NOT IN (FROM " + snapshot.table("pending_gone") + ")";
    session.script("DELETE FROM " + snapshot.table("seen") + still);
  }

  private void drop() {
    for (String name : new String[] {"new", "old", "gone", "changed", "stretches", "buckets"}) {
      session.script("DROP TABLE IF EXISTS " + snapshot.table("pending_" + name));
    }
  }

  private void reshape(int shift) {
    Buckets buckets = new Buckets(session, snapshot);
    if (swept && buckets.misfit(shift)) {
      session.script("UPDATE %s SET shift = %d".formatted(snapshot.table("meta"), buckets.make()));
    }
  }
}
