package dev.eider.connector.duckdb;

import dev.eider.outcome.Counts;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings rows into a table by key. Never MERGE or ON CONFLICT: which of two rows with one key they
 * keep is left to chance. The newest row of each key is chosen first; then rows without a match go
 * in, equal and older ones stay out, and the others are deleted and inserted.
 *
 * <p>JSON columns are compared as minified text: spaces make no difference, the order of keys does,
 * so an object whose keys come in another order is written again. New, changed and equal rows add
 * up to the rows of the batch.
 */
final class Upsert {
  private static final String STAGE = "temp.main.eider_stage";
  private static final String UNIQUE = "temp.main.eider_unique";
  private static final String KEPT = "temp.main.eider_kept";

  private final Session session;
  private final Table table;
  private final Incoming incoming;
  private final List<String> keys;
  private final @Nullable String newer;
  private String rows = "";
  private String range = "";

  Upsert(
      Session session,
      Table table,
      Incoming incoming,
      List<String> keys,
      @Nullable String newestBy) {
    this.session = session;
    this.table = table;
    this.incoming = incoming;
    this.keys = keys.stream().map(this::column).toList();
    String newerBy = newestBy == null ? null : column(newestBy);
    this.newer = incoming.columns(table).contains(newerBy) ? newerBy : null;
  }

  private String column(String field) {
    return Names.columnFor(field, table.columns().keySet());
  }

  Counts run(boolean parsedAlready) {
    if (parsedAlready) {
      rows = "(" + incoming.select(table, true) + ")";
    } else {
      session.script("CREATE TEMP TABLE eider_stage AS " + incoming.select(table, false));
      rows = "(SELECT rowid AS " + Incoming.ARRIVAL + ", * FROM " + STAGE + ")";
    }
    long superseded = keepNewestOfEachKey();
    Counts counts = meets() ? replace() : Counts.loaded(insert(""), 0, 0);
    // A row that a newer one of its own batch replaces changes nothing; every row read is counted.
    return counts.plus(Counts.loaded(0, 0, superseded));
  }

  /** Leaves one row a key, and tells how many others there were. */
  private long keepNewestOfEachKey() {
    String key = list(keys, "");
    long superseded =
        session.number(
            ("SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM %s GROUP BY %s"
                    + " HAVING count(*) > 1)")
                .formatted(rows, key));
    if (superseded == 0) {
      return 0;
    }
    String order = newer == null ? "" : Names.quoted(newer) + " DESC NULLS LAST, ";
    session.script(
        ("CREATE TEMP TABLE eider_unique AS SELECT * FROM %s QUALIFY row_number() OVER"
                + " (PARTITION BY %s ORDER BY %s%s DESC) = 1")
            .formatted(rows, key, order, Incoming.ARRIVAL));
    rows = UNIQUE;
    return superseded;
  }

  /** Bounds of the batch's first key, so that DuckDB skips the row groups outside. */
  private String keyRange() {
    String key = keys.getFirst();
    if (!Types.isPlain(table.type(key))) {
      return "true";
    }
    String name = Names.quoted(key);
    Session.Line line =
        session
            .query(
                "SELECT CAST(min(%1$s) AS VARCHAR), CAST(max(%1$s) AS VARCHAR) FROM %2$s"
                    .formatted(name, rows))
            .getFirst();
    if (line.textOrNull(0) == null) {
      return "true";
    }
    return "%s BETWEEN CAST(%s AS %s) AND CAST(%s AS %s)"
        .formatted(
            name,
            Names.literal(line.text(0)),
            table.type(key),
            Names.literal(line.text(1)),
            table.type(key));
  }

  /** Whether any row of the batch is there already. */
  private boolean meets() {
    if (session.query("SELECT 1 FROM " + table.sql() + " LIMIT 1").isEmpty()) {
      return false;
    }
    range = keyRange();
    return !session
        .query(
            "SELECT 1 FROM %s s SEMI JOIN (SELECT %s FROM %s WHERE %s) t ON %s LIMIT 1"
                .formatted(rows, list(keys, ""), table.sql(), range, sameKey()))
        .isEmpty();
  }

  private Counts replace() {
    session.script(
        ("CREATE TEMP TABLE eider_kept AS SELECT s.%1$s AS arrival, bool_and(%2$s) AS kept"
                + " FROM %3$s s JOIN (SELECT * FROM %4$s WHERE %5$s) t ON %6$s GROUP BY s.%1$s")
            .formatted(Incoming.ARRIVAL, keep(), rows, table.sql(), range, sameKey()));
    Session.Line line =
        session
            .query("SELECT count(*) FILTER (NOT kept), count(*) FILTER (kept) FROM " + KEPT)
            .getFirst();
    long updated = line.number(0);
    long unchanged = line.number(1);
    if (updated > 0) {
      session.script(
          ("DELETE FROM %s t USING (SELECT %s FROM %s WHERE %s IN (SELECT arrival FROM %s"
                  + " WHERE NOT kept)) s WHERE %s AND %s")
              .formatted(
                  table.sql(),
                  list(keys, ""),
                  rows,
                  Incoming.ARRIVAL,
                  KEPT,
                  sameKey(),
                  range("t")));
    }
    String fresh =
        " WHERE " + Incoming.ARRIVAL + " NOT IN (SELECT arrival FROM " + KEPT + " WHERE kept)";
    long inserted = insert(fresh);
    return Counts.loaded(inserted - updated, updated, unchanged);
  }

  /** Whether the row that is there stays: it is newer, or no data column differs. */
  private String keep() {
    List<String> filled = incoming.columns(table);
    String same =
        table.data().stream()
            .filter(c -> !keys.contains(c))
            .map(c -> filled.contains(c) ? same(c) : "t." + Names.quoted(c) + " IS NULL")
            .collect(Collectors.joining(" AND "));
    String equal = same.isEmpty() ? "true" : "(" + same + ")";
    return newer == null ? equal : "(" + equal + " OR " + older() + ")";
  }

  private String older() {
    String name = Names.quoted(newer == null ? "" : newer);
    return "(t.%1$s IS NOT NULL AND (s.%1$s IS NULL OR s.%1$s < t.%1$s))".formatted(name);
  }

  private String same(String column) {
    String form = table.type(column).equals("JSON") ? "CAST(json(%s.%s) AS VARCHAR)" : "%s.%s";
    String name = Names.quoted(column);
    return form.formatted("t", name) + " IS NOT DISTINCT FROM " + form.formatted("s", name);
  }

  private long insert(String where) {
    return session.update(Writing.insert(table, incoming, rows + where));
  }

  private String sameKey() {
    return keys.stream()
        .map(Names::quoted)
        .map(k -> "t." + k + " = s." + k)
        .collect(Collectors.joining(" AND "));
  }

  private String range(String alias) {
    return range.equals("true") ? range : alias + "." + range;
  }

  private static String list(List<String> columns, String prefix) {
    return columns.stream().map(c -> prefix + Names.quoted(c)).collect(Collectors.joining(", "));
  }
}
