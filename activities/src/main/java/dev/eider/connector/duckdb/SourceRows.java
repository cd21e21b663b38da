package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Session.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The key ids and hashes of a source's rows, part by part, for as long as a transaction goes on. Of
 * a table whose rows lie roughly in the order of their key each part is read once, and tells its
 * sums as well. Any other is one part: its sums are computed where it is, and only if they differ
 * its rows are copied.
 */
final class SourceRows {
  /** The rows of the part that was taken, or more. */
  static final String NOW = "temp.main.eider_now";

  /** DuckDB keeps bounds for so many rows of a table, and skips those that cannot match. */
  private static final int GROUP = 122_880;

  /** How often a part of the table may be read before a copy costs less. */
  private static final int READS = 4;

  /** What is read beside a join is held in memory with it: a block and more for each column. */
  private static final int COLUMNS = 64;

  private final Session session;
  private final Fingerprint print;
  private final List<Part> parts;
  private final boolean straight;

  private SourceRows(Session session, Fingerprint print, List<Part> parts, boolean straight) {
    this.session = session;
    this.print = print;
    this.parts = parts;
    this.straight = straight;
  }

  /**
   * Finds out how to read them.
   *
   * @param rowsAtOnce so many are in a part, by the snapshot
   * @param elsewhere the table is not in a file here
   */
  static SourceRows of(
      Session session, Fingerprint print, Snapshot snapshot, long rowsAtOnce, boolean elsewhere) {
    if (!elsewhere
        && !print.relation().view()
        && print.byInteger()
        && print.columns().size() <= COLUMNS) {
      List<Part> parts =
          Part.seamless(
              Part.cut(
                  session, snapshot.table("buckets"), "n", rowsAtOnce, snapshot.meta().shift()));
      if (inOrder(session, print, parts)) {
        return new SourceRows(session, print, parts, true);
      }
    }
    return new SourceRows(session, print, List.of(Part.ALL), false);
  }

  /** Of how the rows lie by now: seen in a fiftieth of the time that comparing them takes. */
  private static boolean inOrder(Session session, Fingerprint print, List<Part> parts) {
    String groups =
        "SELECT rowid // %d AS part, min(%2$s) AS lo, max(%2$s) AS hi FROM %3$s GROUP BY part"
            .formatted(GROUP, print.keyId(), print.relation().sql());
    String bounds =
        parts.stream()
            .map(part -> "(%s, %s)".formatted(big(part.first()), big(part.last())))
            .collect(Collectors.joining(", "));
    Line counts =
        session
            .query(
                ("WITH g AS MATERIALIZED (%s) SELECT (SELECT count(*) FROM g JOIN (VALUES %s)"
                        + " s(lo, hi) ON g.lo <= s.hi AND g.hi >= s.lo), (SELECT count(*) FROM g)")
                    .formatted(groups, bounds))
            .getFirst();
    return counts.number(0) <= READS * counts.number(1);
  }

  private static String big(long number) {
    return Keyset.typed(String.valueOf(number), "BIGINT");
  }

  /** All there is, in parts that are looked at one after the other. */
  List<Part> parts() {
    return parts;
  }

  /** A query for all rows of a part. */
  String all(Part part) {
    if (!straight) {
      return print.rows("true");
    }
    copy(print.rows(print.near(part.first(), part.last())));
    return "FROM " + NOW;
  }

  /**
   * Has the rows of the part where {@link #NOW} is.
   *
   * @param first the least key id that is asked for
   * @param last the greatest
   * @param which a condition on {@code key_id} for those that are
   */
  void take(long first, long last, String which) {
    if (!straight) {
      copy("FROM (%s) WHERE %s".formatted(print.rows(print.near(first, last)), which));
    }
  }

  private void copy(String rows) {
    session.script("CREATE OR REPLACE TEMP TABLE eider_now AS " + rows);
  }

  /**
   * A range of key ids.
   *
   * @param first the least of them
   * @param last the greatest
   */
  record Part(long first, long last) {
    static final Part ALL = new Part(Long.MIN_VALUE, Long.MAX_VALUE);

    /**
     * Cuts buckets into parts with about so many rows.
     *
     * @param buckets a table that names each in its first column
     * @param rows its column that tells how many are in one
     */
    static List<Part> cut(
        Session session, String buckets, String rows, long rowsAtOnce, int shift) {
      return session
          .query(
              ("SELECT min(bucket), max(bucket) FROM (SELECT bucket, (sum(%s) OVER (ORDER BY"
                      + " bucket) - 1) // %d AS part FROM %s) GROUP BY part ORDER BY min(bucket)")
                  .formatted(rows, rowsAtOnce, buckets))
          .stream()
          .map(
              line ->
                  new Part(
                      Buckets.firstKey(line.number(0), shift),
                      Buckets.lastKey(line.number(1), shift)))
          .toList();
    }

    /** The same with no gaps before, between and behind them. */
    static List<Part> seamless(List<Part> parts) {
      List<Part> whole = new ArrayList<>();
      long first = ALL.first();
      for (int i = 0; i < parts.size(); i++) {
        long last = i == parts.size() - 1 ? ALL.last() : parts.get(i).last();
        whole.add(new Part(first, last));
        first = last + 1;
      }
      return whole.isEmpty() ? List.of(ALL) : whole;
    }
  }
}
