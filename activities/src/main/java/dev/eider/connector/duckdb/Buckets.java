package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Session.Line;

/**
 * Sums over stretches of key ids: a bucket is a key id without its low bits. Count, xor and sum
 * together: two equal pairs cancel out in the xor alone.
 */
final class Buckets {
  private static final long USUAL = 4096;
  private static final long MOST = 4 * USUAL;
  private static final long ROWS_AT_LEAST = 16;

  private final Session session;
  private final Snapshot snapshot;

  Buckets(Session session, Snapshot snapshot) {
    this.session = session;
    this.snapshot = snapshot;
  }

  /** A query for the sums of rows. */
  static String sums(String rows, int shift) {
    return ("SELECT key_id >> %d AS bucket, count(*) AS n, bit_xor(row_hash) AS x, sum(row_hash) AS"
            + " s FROM (%s) GROUP BY ALL")
        .formatted(shift, rows);
  }

  static long firstKey(long bucket, int shift) {
    return bucket << shift;
  }

  static long lastKey(long bucket, int shift) {
    return ((bucket + 1) << shift) - 1;
  }

  /** The condition that what stands before it is between these, which may be the largest. */
  static String between(long first, long last) {
    return " BETWEEN %s AND %s"
        .formatted(
            Keyset.typed(String.valueOf(first), "BIGINT"),
            Keyset.typed(String.valueOf(last), "BIGINT"));
  }

  /** Makes them of the snapshot's rows, and tells how wide they are. */
  int make() {
    int shift = shift();
    session.script(
        "CREATE OR REPLACE TABLE %s AS %s"
            .formatted(snapshot.table("buckets"), sums("FROM " + snapshot.table("rows"), shift)));
    return shift;
  }

  /** Whether there are so many or so few that others would serve better. */
  boolean misfit(int shift) {
    long count = session.number("SELECT count(*) FROM " + snapshot.table("buckets"));
    long rows = session.number("SELECT count(*) FROM " + snapshot.table("rows"));
    return count > MOST || (count < wanted(rows) / 8 && shift() != shift);
  }

  private static long wanted(long rows) {
    return Math.clamp(rows / ROWS_AT_LEAST, 1, USUAL);
  }

  /** By where most keys are, so that a few far away do not put all others into one bucket. */
  private int shift() {
    String rows = snapshot.table("rows");
    Line all = session.query("SELECT min(key_id), max(key_id), count(*) FROM " + rows).getFirst();
    long wanted = wanted(all.number(2));
    int wide = shift(all.number(0), all.number(1), wanted);
    if (wide == 0 || wanted < USUAL) {
      return wide;
    }
    Line most =
        session
            .query(
                ("SELECT quantile_disc(key_id, 0.02), quantile_disc(key_id, 0.98) FROM"
                        + " (SELECT key_id FROM %s USING SAMPLE reservoir(20000 ROWS) REPEATABLE (1))")
                    .formatted(rows))
            .getFirst();
    int narrow = shift(most.number(0), most.number(1), wanted);
    if (narrow == wide) {
      return wide;
    }
    long buckets =
        session.number("SELECT count(DISTINCT key_id >> %d) FROM %s".formatted(narrow, rows));
    return buckets > MOST ? wide : narrow;
  }

  private static int shift(long first, long last, long wanted) {
    int shift = 0;
    while (shift < Long.SIZE - 1 && tooMany((last >> shift) - (first >> shift), wanted)) {
      shift++;
    }
    return shift;
  }

  /** A span that does not fit 64 bits is negative. */
  private static boolean tooMany(long span, long wanted) {
    return span < 0 || span >= wanted;
  }
}
