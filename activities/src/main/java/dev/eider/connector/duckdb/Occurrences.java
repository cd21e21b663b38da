package dev.eider.connector.duckdb;

import dev.eider.fault.Fault.Misconfigured;
import dev.eider.outcome.Counts;
import dev.eider.plan.Removal;

/**
 * Mirrors a table whose rows have no key: a row is known by all it holds, and by its number among
 * equal ones. These are counted over the whole run, so that a row its batches have three times is
 * there three times, whichever batches that were.
 */
final class Occurrences {
  private static final String STAGE = "temp.main.eider_stage";
  private static final String CAME = "temp.main.eider_came";
  private static final String LACKING = "temp.main.eider_lacking";
  private static final String THERE = "temp.main.eider_there";
  private static final String UNEQUAL = "temp.main.eider_unequal";
  private static final String REVIVED = "temp.main.eider_revived";

  /** Leaves 12 of 128 bits: 4,096 buckets. */
  private static final int SHIFT = 116;

  private static final String TWO_TO_THE_64 = "18446744073709551616::UHUGEINT";

  private final Session session;
  private final Listing listing;
  private final Table table;
  private final String own;

  Occurrences(Books books, Table table) {
    this.session = books.session();
    this.listing = books.listing();
    this.table = table;
    this.own = ContentHash.of(table, table.data());
    refuseUnfit(table);
  }

  /** Equal rows are told apart by DuckDB's own {@code rowid}, which a column of this name hides. */
  static void refuseUnfit(Table table) {
    if (table.columns().keySet().stream().anyMatch(c -> Names.same(c, "rowid"))) {
      throw new Misconfigured(
          "duckdb.rowid",
          table.name(),
          "expected no column 'rowid' in a table that is mirrored without a primary key but there"
              + " is one",
          "write primary_key: [<column>], or write: overwrite");
    }
  }

  /**
   * Inserts as many of a batch's rows as the table has too few of, and lists them all.
   *
   * @param parsedAlready its values need no parsing, so they may be read more than once
   */
  Counts load(Incoming incoming, boolean parsedAlready) {
    String rows = "(" + incoming.select(table, true) + ")";
    if (!parsedAlready) {
      session.script("CREATE TEMP TABLE eider_stage AS " + incoming.select(table, false));
      rows = "(SELECT rowid AS " + Incoming.ARRIVAL + ", * FROM " + STAGE + ")";
    }
    String content = ContentHash.of(table, incoming.columns(table));
    session.script(
        "CREATE TEMP TABLE eider_came AS SELECT %s AS arrival, %s AS content FROM %s"
            .formatted(Incoming.ARRIVAL, content, rows));
    long total = session.number("SELECT count(*) FROM " + CAME);
    boolean first = session.query("SELECT 1 FROM " + table.sql() + " LIMIT 1").isEmpty();
    Counts counts = first ? inserted(incoming, rows, total) : lacking(incoming, rows, total);
    listing.note(table.name(), "SELECT content AS key_id FROM " + CAME);
    return counts;
  }

  private Counts inserted(Incoming incoming, String rows, long total) {
    long inserted = session.update(Writing.insert(table, incoming, rows));
    return Counts.loaded(inserted, 0, total - inserted);
  }

  private Counts lacking(Incoming incoming, String rows, long total) {
    session.script(
        "CREATE TEMP TABLE eider_there AS SELECT %s AS content FROM %s t WHERE %s"
            .formatted(own, table.sql(), table.live("t")));
    String seen = listing.seen(table.name());
    session.script(
        ("CREATE TEMP TABLE eider_unequal AS SELECT bucket FROM (%s) a FULL JOIN (%s) b"
                + " USING (bucket) WHERE (a.n, a.x, a.s) IS DISTINCT FROM (b.n, b.x, b.s)")
            .formatted(
                sums(
                    "SELECT content FROM %s UNION ALL SELECT key_id FROM %s".formatted(CAME, seen)),
                sums("FROM " + THERE)));
    String unequal = " WHERE content >> %d IN (FROM %s)".formatted(SHIFT, UNEQUAL);
    session.script(
        ("CREATE TEMP TABLE eider_lacking AS SELECT content, least(b, b + l - t) AS n FROM"
                + " (SELECT content, sum(b) AS b, sum(l) AS l, sum(t) AS t FROM"
                + " (SELECT content, 1 AS b, 0 AS l, 0 AS t FROM %s"
                + " UNION ALL SELECT key_id, 0, 1, 0 FROM %s"
                + " UNION ALL SELECT content, 0, 0, 1 FROM %s)%s GROUP BY content)"
                + " WHERE b > 0 AND b + l > t")
            .formatted(CAME, seen, THERE, unequal));
    long revived = revived();
    String chosen =
        (" WHERE %s IN (SELECT arrival FROM (SELECT arrival, content, row_number() OVER"
                + " (PARTITION BY content ORDER BY arrival) AS o FROM %s SEMI JOIN %s USING"
                + " (content)) JOIN %s USING (content) WHERE o <= n)")
            .formatted(Incoming.ARRIVAL, CAME, LACKING, LACKING);
    long inserted = session.update(Writing.insert(table, incoming, rows + chosen));
    return Counts.loaded(inserted, revived, total - inserted - revived);
  }

  /**
   * What tells whether two buckets of rows are the same, equal ones counted: grouping all rows
   * costs twice what their hashes do, and mostly few of them differ.
   */
  private static String sums(String contents) {
    return ("SELECT content >> %d AS bucket, count(*) AS n, bit_xor(content) AS x,"
            + " sum(CAST(content %% %s AS UBIGINT)) AS s FROM (%s) GROUP BY bucket")
        .formatted(SHIFT, TWO_TO_THE_64, contents);
  }

  /** Rows that were removed softly and come again live again. */
  private long revived() {
    String column = table.deletedAt().map(Names::quoted).orElse(null);
    if (column == null) {
      return 0;
    }
    session.script(
        ("CREATE TEMP TABLE eider_revived AS SELECT place, content FROM (SELECT place, content,"
                + " row_number() OVER (PARTITION BY content) AS o FROM (SELECT rowid AS place, %s"
                + " AS content FROM %s t WHERE NOT %s) SEMI JOIN %s USING (content))"
                + " JOIN %s USING (content) WHERE o <= n")
            .formatted(own, table.sql(), table.live("t"), LACKING, LACKING));
    session.script(
        ("UPDATE %1$s l SET n = l.n - r.n FROM (SELECT content, count(*) AS n FROM %2$s"
                + " GROUP BY content) r WHERE l.content = r.content")
            .formatted(LACKING, REVIVED));
    return session.update(
        "UPDATE %s SET %s = NULL WHERE rowid IN (SELECT place FROM %s)"
            .formatted(table.sql(), column, REVIVED));
  }

  /** Fixes what the table has more often than it was listed, and tells how many rows that is. */
  long survey(long present) {
    String seen = listing.seen(table.name());
    boolean same = present == session.number("SELECT count(*) FROM " + seen);
    // What was listed is there, so as many rows are the same rows.
    String surplus =
        same
            ? "SELECT key_id FROM %s WHERE false".formatted(seen)
            : ("SELECT key_id, unnest(range(CAST(n AS BIGINT))) AS o FROM (SELECT key_id, sum(d) AS n"
                    + " FROM (SELECT %s AS key_id, 1 AS d FROM %s t WHERE %s UNION ALL"
                    + " SELECT key_id, -1 FROM %s) GROUP BY key_id) WHERE n > 0")
                .formatted(own, table.sql(), table.live("t"), seen);
    listing.fix(table.name(), ContentHash.TYPE);
    return listing.add(table.name(), surplus);
  }

  /** Removes what was fixed; of equal rows any. */
  long remove(Removal removal) {
    return switch (removal) {
      case HARD -> session.update("DELETE FROM " + table.sql() + surplus(table));
      case SOFT -> {
        Table kept = table.keepingDeleted(session);
        yield session.update(
            "UPDATE %s SET %s = now()%s"
                .formatted(kept.sql(), Names.quoted(Names.DELETED_AT), surplus(kept)));
      }
      case TOMBSTONE ->
          throw new IllegalStateException("a row without a key leaves nothing behind");
    };
  }

  /** So many as were listed stay, even where somebody took rows away since the survey. */
  private String surplus(Table now) {
    String counted = "(SELECT key_id AS content, count(*) AS n FROM %s GROUP BY key_id)";
    return (" WHERE rowid IN (SELECT place FROM (SELECT place, content, row_number() OVER"
            + " (PARTITION BY content) AS o FROM (SELECT rowid AS place, %s AS content FROM %s t"
            + " WHERE %s) WHERE content IN (SELECT key_id FROM %s)) JOIN %s g USING (content)"
            + " LEFT JOIN %s s USING (content) WHERE o > coalesce(s.n, 0)"
            + " AND o <= coalesce(s.n, 0) + g.n)")
        .formatted(
            own,
            now.sql(),
            now.live("t"),
            listing.gone(now.name()),
            counted.formatted(listing.gone(now.name())),
            counted.formatted(listing.seen(now.name())));
  }
}
