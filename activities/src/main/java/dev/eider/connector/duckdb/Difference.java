package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Session.Line;
import dev.eider.record.RowSink;
import java.util.List;
import java.util.UUID;

/**
 * Finds how a relation differs from its snapshot: sums of buckets first, computed where the rows
 * are; then the rows of unequal buckets, some million at a time. What is found lies in the snapshot
 * until it is settled.
 *
 * <p>As sets, the snapshot's rows are what the source had; a row that is there twice may be in it
 * once.
 */
final class Difference {
  private static final String SUMS = "temp.main.eider_sums";
  private static final String UNEQUAL = "temp.main.eider_unequal";
  private static final String APART = "temp.main.eider_apart";
  private static final String SEEN = "temp.main.eider_seen";
  private static final String LOST = "temp.main.eider_lost";

  private final Session session;
  private final Snapshot snapshot;
  private final Fingerprint print;
  private final long rowsAtOnce;
  private final boolean elsewhere;

  /**
   * Of a source that may be elsewhere.
   *
   * @param rowsAtOnce so many of both sides are held in memory at once
   */
  Difference(
      Session session, Snapshot snapshot, Fingerprint print, long rowsAtOnce, boolean elsewhere) {
    this.session = session;
    this.snapshot = snapshot;
    this.print = print;
    this.rowsAtOnce = rowsAtOnce;
    this.elsewhere = elsewhere;
  }

  /** Whether there is any; then the snapshot keeps it as pending. */
  boolean find(RowSink sink) {
    return session.transaction(
        () -> {
          adopt();
          boolean unequal = sumsDiffer();
          boolean any = unequal || hasSeen() || snapshot.meta().owed();
          if (any) {
            begin();
            List<Line> stretches = stretches();
            if (!stretches.isEmpty()) {
              String which = unequal();
              SourceRows rows =
                  SourceRows.of(
                      session, print, snapshot.table("pending_stretches"), which, elsewhere);
              for (Line stretch : stretches) {
                sink.waiting("comparing " + print.relation().stream());
                compare(rows, stretch.number(0), stretch.number(1), which);
              }
            }
            end();
          }
          return any;
        });
  }

  /**
   * Rows that were handed out by a read that never was settled may be at the destination, and be
   * gone from the source before the next.
   */
  private void adopt() {
    String seen = snapshot.table("seen");
    if (snapshot.meta().pending() != null) {
      session.script(
          "INSERT INTO %s SELECT key_id FROM %s".formatted(seen, snapshot.table("pending_new")));
      session.script("UPDATE %s SET pending = NULL".formatted(snapshot.table("meta")));
    }
    if (hasSeen()) {
      session.script("CREATE TEMP TABLE eider_seen (key_id BIGINT)");
      String known = snapshot.table("rows");
      for (String range : KeyRanges.of(session, seen, known)) {
        session.script(
            "INSERT INTO %s SELECT DISTINCT key_id FROM (%s)"
                .formatted(SEEN, KeyRanges.joined(seen, "ANTI", known, range)));
      }
      session.script("DELETE FROM " + seen);
      session.script("INSERT INTO %s FROM %s".formatted(seen, SEEN));
    }
  }

  private boolean hasSeen() {
    return !session.query("SELECT 1 FROM " + snapshot.table("seen") + " LIMIT 1").isEmpty();
  }

  private boolean sumsDiffer() {
    int shift = snapshot.meta().shift();
    session.script("CREATE TEMP TABLE eider_sums AS " + Buckets.sums(print.rows("true"), shift));
    session.script(
        ("CREATE TEMP TABLE eider_unequal AS SELECT bucket, d.n, d.x, d.s,"
                + " b.n AS was_n, b.x AS was_x, b.s AS was_s,"
                + " greatest(coalesce(d.n, 0), coalesce(b.n, 0)) AS most"
                + " FROM %s d FULL OUTER JOIN %s b USING (bucket)"
                + " WHERE (d.n, d.x, d.s) IS DISTINCT FROM (b.n, b.x, b.s)")
            .formatted(SUMS, snapshot.table("buckets")));
    return !session.query("SELECT 1 FROM " + UNEQUAL + " LIMIT 1").isEmpty();
  }

  private void begin() {
    define("pending_new", "(key_id BIGINT, row_hash UBIGINT)");
    define("pending_old", "(key_id BIGINT, row_hash UBIGINT)");
    define("pending_gone", "(key_id BIGINT)");
    define("pending_changed", "(key_id BIGINT)");
    define("pending_stretches", "(lo BIGINT, hi BIGINT)");
    define("pending_buckets", "AS SELECT bucket, n, x, s FROM " + UNEQUAL);
  }

  private void define(String table, String what) {
    session.script("CREATE OR REPLACE TABLE " + snapshot.table(table) + " " + what);
  }

  /** First and last key ids of stretches that hold all unequal buckets. */
  private List<Line> stretches() {
    int shift = snapshot.meta().shift();
    List<Line> buckets =
        session.query(
            ("SELECT min(bucket), max(bucket) FROM (SELECT bucket, (sum(most) OVER (ORDER BY"
                    + " bucket) - 1) // %d AS part FROM %s) GROUP BY part ORDER BY part")
                .formatted(rowsAtOnce, UNEQUAL));
    for (Line line : buckets) {
      session.run(
          "INSERT INTO " + snapshot.table("pending_stretches") + " VALUES (?, ?)",
          Buckets.firstKey(line.number(0), shift),
          Buckets.lastKey(line.number(1), shift));
    }
    return session.query(
        "SELECT lo, hi FROM " + snapshot.table("pending_stretches") + " ORDER BY lo");
  }

  /** Few buckets are picked out; of many, the equal ones between them cost less than picking. */
  private String unequal() {
    Line counts =
        session
            .query(
                "SELECT (SELECT count(*) FROM %s) * 3, (SELECT count(*) FROM %s)"
                    .formatted(UNEQUAL, SUMS))
            .getFirst();
    return counts.number(0) > counts.number(1)
        ? "true"
        : "(key_id >> %d) IN (SELECT bucket FROM %s)".formatted(snapshot.meta().shift(), UNEQUAL);
  }

  private void compare(SourceRows rows, long first, long last, String which) {
    String now = "(" + rows.between(first, last, which) + ")";
    String before =
        "(FROM %s WHERE key_id%s AND %s)"
            .formatted(snapshot.table("rows"), Buckets.between(first, last), which);
    // By key alone: half as costly as by all, and exact where no key is there twice.
    join(now, before, "s.key_id = r.key_id", "s.row_hash IS DISTINCT FROM r.row_hash");
    if (explains(first, last)) {
      session.script(
          "CREATE OR REPLACE TEMP TABLE eider_lost AS SELECT old_id AS key_id FROM %s WHERE new_id IS NULL"
              .formatted(APART));
    } else {
      join(
          now,
          before,
          "s.key_id = r.key_id AND s.row_hash = r.row_hash",
          "s.key_id IS NULL OR r.key_id IS NULL");
      // Of the rows that are there only those with a key that is asked for: the others are many.
      session.script(
          ("CREATE OR REPLACE TEMP TABLE eider_lost AS SELECT DISTINCT old_id AS key_id FROM %1$s"
                  + " WHERE old_id IS NOT NULL AND old_id NOT IN (SELECT key_id FROM %2$s"
                  + " WHERE key_id IN (SELECT old_id FROM %1$s WHERE old_id IS NOT NULL))")
              .formatted(APART, now));
    }
    add("pending_new", "SELECT new_id, new_hash FROM " + APART + " WHERE new_id IS NOT NULL");
    add("pending_old", "SELECT old_id, old_hash FROM " + APART + " WHERE old_id IS NOT NULL");
    add("pending_gone", "FROM " + LOST);
    add(
        "pending_changed",
        "SELECT DISTINCT coalesce(new_id, old_id) AS key_id FROM %s WHERE coalesce(new_id, old_id) NOT IN (FROM %s) ORDER BY key_id"
            .formatted(APART, LOST));
  }

  /** In order: else the engine would keep the one it reads in, which costs a third more. */
  private void join(String now, String before, String on, String where) {
    session.script(
        ("CREATE OR REPLACE TEMP TABLE eider_apart AS SELECT s.key_id AS new_id, s.row_hash AS"
                + " new_hash, r.key_id AS old_id, r.row_hash AS old_hash"
                + " FROM %s s FULL OUTER JOIN %s r ON %s WHERE %s ORDER BY new_id")
            .formatted(now, before, on, where));
  }

  /**
   * Whether what a join by key found is all that makes the sums differ: with a key that is there
   * twice it is not, or has that key twice.
   */
  private boolean explains(long first, long last) {
    int shift = snapshot.meta().shift();
    boolean twice =
        session.number("SELECT count(*) - count(DISTINCT coalesce(new_id, old_id)) FROM " + APART)
            > 0;
    String moved =
        ("SELECT key_id >> %1$d AS bucket, sum(n) AS n, bit_xor(h) AS x, sum(n * h) AS s FROM"
                + " (SELECT new_id AS key_id, 1::HUGEINT AS n, new_hash AS h FROM %2$s WHERE new_id IS NOT NULL"
                + " UNION ALL SELECT old_id, -1, old_hash FROM %2$s WHERE old_id IS NOT NULL) GROUP BY ALL")
            .formatted(shift, APART);
    return !twice
        && session
            .query(
                ("SELECT 1 FROM (%s) m FULL OUTER JOIN (FROM %s WHERE bucket%s) u USING (bucket)"
                        + " WHERE coalesce(u.n, 0) - coalesce(u.was_n, 0) <> coalesce(m.n, 0)"
                        + " OR xor(coalesce(u.x, 0), coalesce(u.was_x, 0)) <> coalesce(m.x, 0)"
                        + " OR coalesce(u.s, 0) - coalesce(u.was_s, 0) <> coalesce(m.s, 0) LIMIT 1")
                    .formatted(moved, UNEQUAL, Buckets.between(first >> shift, last >> shift)))
            .isEmpty();
  }

  private void add(String table, String rows) {
    session.script("INSERT INTO " + snapshot.table(table) + " " + rows);
  }

  /** What was seen and is neither in the snapshot nor new is gone as well. */
  private void end() {
    String seen = snapshot.table("seen");
    String fresh = snapshot.table("pending_new");
    for (String range : KeyRanges.of(session, seen, fresh)) {
      add("pending_gone", KeyRanges.joined(seen, "ANTI", fresh, range));
    }
    session.script(
        "UPDATE %s SET pending = %s"
            .formatted(snapshot.table("meta"), Names.literal(UUID.randomUUID().toString())));
  }
}
