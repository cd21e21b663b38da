package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Session.Line;

/**
 * The key ids and hashes of a source's rows, stretch by stretch, for as long as a transaction goes
 * on: straight from the table where its rows lie roughly in the order of their key, so that each
 * stretch reads its own part; from a copy of all of them elsewhere.
 */
final class SourceRows {
  private static final String FOUND = "temp.main.eider_found";

  /** DuckDB keeps bounds for so many rows of a table, and skips those that cannot match. */
  private static final int GROUP = 122_880;

  /** How often a part of the table may be read before a copy costs less. */
  private static final int READS = 4;

  /** What is read beside a join is held in memory with it: a block and more for each column. */
  private static final int COLUMNS = 64;

  private final Session session;
  private final Fingerprint print;
  private final boolean straight;

  private SourceRows(Session session, Fingerprint print, boolean straight) {
    this.session = session;
    this.print = print;
    this.straight = straight;
  }

  /**
   * Finds out how to read them, and copies them if need be.
   *
   * @param stretches a table of {@code lo} and {@code hi}, first and last key ids
   * @param which a condition on {@code key_id}
   * @param elsewhere the table is not in a file here
   */
  static SourceRows of(
      Session session, Fingerprint print, String stretches, String which, boolean elsewhere) {
    boolean straight =
        !elsewhere
            && !print.relation().view()
            && print.byInteger()
            && print.columns().size() <= COLUMNS
            && inOrder(session, print, stretches);
    SourceRows rows = new SourceRows(session, print, straight);
    if (!straight) {
      rows.copy(stretches, which);
    }
    return rows;
  }

  /** Of how the rows lie by now: seen in a fiftieth of the time that comparing them takes. */
  private static boolean inOrder(Session session, Fingerprint print, String stretches) {
    String groups =
        "SELECT rowid // %d AS part, min(%2$s) AS lo, max(%2$s) AS hi FROM %3$s GROUP BY part"
            .formatted(GROUP, print.keyId(), print.relation().sql());
    Line counts =
        session
            .query(
                ("WITH g AS MATERIALIZED (%s) SELECT (SELECT count(*) FROM g JOIN %s s ON"
                        + " g.lo <= s.hi AND g.hi >= s.lo), (SELECT count(*) FROM g)")
                    .formatted(groups, stretches))
            .getFirst();
    return counts.number(0) <= READS * counts.number(1);
  }

  /** Their key ids are costly, so each is computed once. */
  private void copy(String stretches, String which) {
    Line bounds = session.query("SELECT min(lo), max(hi) FROM " + stretches).getFirst();
    session.script(
        "CREATE TEMP TABLE eider_found AS FROM (%s) WHERE %s"
            .formatted(print.rows(print.near(bounds.number(0), bounds.number(1))), which));
  }

  /** A query for those with key ids within, all of them and in one stretch. */
  String between(long first, long last, String which) {
    String within = "key_id" + Buckets.between(first, last);
    return straight
        ? "FROM (%s) WHERE %s AND %s".formatted(print.rows(print.near(first, last)), within, which)
        : "FROM %s WHERE %s".formatted(FOUND, within);
  }
}
