package dev.eider.connector.duckdb;

import dev.eider.outcome.Counts;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings rows into a table by key. Never MERGE or ON CONFLICT: which of two rows with one key they
 * keep is left to chance. One join finds the rows that are new or differ; of several with one key
 * the newest in the whole batch counts; those it replaces are deleted, then it is inserted. Rows
 * that are equal or older cost no more than that join.
 *
 * <p>JSON columns are compared as minified text: spaces make no difference, the order of keys does,
 * so an object whose keys come in another order is written again. New, changed and equal rows add
 * up to the rows of the batch.
 */
final class Upsert {
  private static final String STAGE = "temp.main.eider_stage";
  private static final String CHANGE = "temp.main.eider_change";
  private static final String NEWEST = "temp.main.eider_newest";

  private final Session session;
  private final Table table;
  private final Incoming incoming;
  private final List<String> keys;
  private final @Nullable String newer;
  private final Matching matching;
  private String rows = "";

  Upsert(Session session, Table table, Incoming incoming, StreamTask task) {
    this.session = session;
    this.table = table;
    this.incoming = incoming;
    this.keys = task.write().keys().stream().map(this::column).toList();
    List<String> filled = incoming.columns(table);
    String newestBy = newestBy(task.write());
    String newerBy = newestBy == null ? null : column(newestBy);
    this.newer = filled.contains(newerBy) ? newerBy : null;
    // A row found by comparing is what the source has now, also when its cursor went back.
    boolean overrules = task.mode() == ReadMode.COMPARE;
    this.matching = new Matching(table, filled, keys, overrules ? null : newer);
  }

  private static @Nullable String newestBy(WriteMode write) {
    return switch (write) {
      case WriteMode.Append a -> null;
      case WriteMode.Overwrite o -> null;
      case WriteMode.Upsert u -> u.newerBy();
      case WriteMode.Mirror m -> m.newerBy();
    };
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
    long total = session.number("SELECT count(*) FROM " + rows);
    boolean distinct = total < 2 || ascends(total);
    String range = range();
    // A row that a newer one of its own batch replaces changes nothing; every row read is counted.
    return meets(range) ? replace(range, total, distinct) : add(total, distinct);
  }

  /** The key ids of the rows, those a newer one replaced as well; after they were brought in. */
  String keyIds(List<String> types) {
    return "SELECT "
        + KeyId.sql(keys.stream().map(Names::quoted).toList(), types)
        + " AS key_id FROM "
        + rows;
  }

  /**
   * Whether each key is greater than the one before, so that none comes twice. Most sources list
   * rows in this order, and seeing that costs a fiftieth of counting distinct keys.
   */
  private boolean ascends(long total) {
    if (keys.size() > 1 || !Types.isPlain(table.type(keys.getFirst()))) {
      return false;
    }
    String key = Names.quoted(keys.getFirst());
    return total - 1
        == session.number(
            "SELECT count(*) FROM (SELECT %1$s > lag(%1$s) OVER () AS up FROM %2$s) WHERE up"
                .formatted(key, rows));
  }

  /** Bounds of the batch's first key, so that DuckDB skips the row groups outside. */
  private String range() {
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

  /** Whether rows of the batch may be there already. */
  private boolean meets(String range) {
    return !session
        .query("SELECT 1 FROM " + table.sql() + " WHERE " + range + " LIMIT 1")
        .isEmpty();
  }

  private Counts add(long total, boolean distinct) {
    if (distinct || isDistinct(rows, total)) {
      return Counts.loaded(insert(""), 0, 0);
    }
    keepNewest(rows);
    long inserted = insert(chosen(NEWEST));
    return Counts.loaded(inserted, 0, total - inserted).replacing(total - inserted);
  }

  private Counts replace(String range, long total, boolean distinct) {
    String there = "(SELECT true AS _eider_there, * FROM " + table.sql() + " WHERE " + range + ")";
    session.script(
        ("CREATE TEMP TABLE eider_change AS SELECT s.%1$s, t._eider_there IS NOT NULL AS known, %2$s"
                + " FROM %3$s t RIGHT JOIN %4$s s ON %5$s WHERE t._eider_there IS NULL OR NOT %6$s")
            .formatted(
                Incoming.ARRIVAL, list("s."), there, rows, matching.sameKey(), matching.stays()));
    long replaced = distinct ? 0 : dropSuperseded();
    Session.Line line =
        session
            .query(
                "SELECT count(*) FILTER (NOT known), count(DISTINCT %s) FILTER (known) FROM %s"
                    .formatted(Incoming.ARRIVAL, CHANGE))
            .getFirst();
    long inserted = line.number(0);
    long updated = line.number(1);
    if (updated > 0) {
      session.script(
          "DELETE FROM %s t USING (SELECT %s FROM %s WHERE known) s WHERE %s AND %s"
              .formatted(
                  table.sql(),
                  list(""),
                  CHANGE,
                  matching.sameKey(),
                  range.equals("true") ? range : "t." + range));
    }
    if (inserted + updated > 0) {
      insert(inserted + updated == total ? "" : chosen(CHANGE));
    }
    return Counts.loaded(inserted, updated, total - inserted - updated).replacing(replaced);
  }

  /**
   * A row that differs may be older than one of its batch that does not: all with its key count.
   * How many of these are not the newest.
   */
  private long dropSuperseded() {
    String affected =
        "(SELECT s.* FROM %s s SEMI JOIN %s t ON %s)".formatted(rows, CHANGE, matching.sameGroup());
    long all = session.number("SELECT count(*) FROM " + affected);
    if (isDistinct(affected, all)) {
      return 0;
    }
    keepNewest(affected);
    session.script(
        "DELETE FROM %1$s WHERE %2$s NOT IN (SELECT %2$s FROM %3$s)"
            .formatted(CHANGE, Incoming.ARRIVAL, NEWEST));
    return all - session.number("SELECT count(*) FROM " + NEWEST);
  }

  private boolean isDistinct(String some, long count) {
    return count
        == session.number(
            "SELECT count(*) FROM (SELECT DISTINCT " + list("") + " FROM " + some + ")");
  }

  /** Notes the newest row of each key. */
  private void keepNewest(String some) {
    String order = newer == null ? "" : Names.quoted(newer) + " DESC NULLS LAST, ";
    session.script(
        ("CREATE TEMP TABLE eider_newest AS SELECT %1$s FROM %2$s QUALIFY row_number() OVER"
                + " (PARTITION BY %3$s ORDER BY %4$s%1$s DESC) = 1")
            .formatted(Incoming.ARRIVAL, some, list(""), order));
  }

  private static String chosen(String list) {
    return " WHERE %1$s IN (SELECT %1$s FROM %2$s)".formatted(Incoming.ARRIVAL, list);
  }

  private long insert(String where) {
    return session.update(Writing.insert(table, incoming, rows + where));
  }

  private String list(String prefix) {
    return keys.stream().map(c -> prefix + Names.quoted(c)).collect(Collectors.joining(", "));
  }
}
