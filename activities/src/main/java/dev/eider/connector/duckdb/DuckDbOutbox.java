package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Session.Line;
import dev.eider.destination.Outbox;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.outcome.Problem;
import dev.eider.plan.StreamTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of a table whose {@code _airbyte_raw_id} is not in the ledger of documents. */
final class DuckDbOutbox implements Outbox {
  private static final String TEXT = "VARCHAR";

  private final Lease lease;
  private final String schemaName;
  private final StreamTask task;
  private final Book book;

  DuckDbOutbox(Lease lease, String schemaName, StreamTask task, Book book) {
    this.lease = lease;
    this.schemaName = schemaName;
    this.task = task;
    this.book = book;
    boolean unused =
        lease.write(
            session -> {
              session.script("CREATE SCHEMA IF NOT EXISTS " + schema().sql());
              session.script(
                  "CREATE TABLE IF NOT EXISTS "
                      + ledger()
                      + " (sync VARCHAR, stream VARCHAR, store VARCHAR, collection VARCHAR,"
                      + " print VARCHAR, id VARCHAR, version VARCHAR, chunks VARCHAR[])");
              return true;
            });
  }

  @Override
  public long waiting() {
    return lease.read(
        session ->
            session.number(
                "SELECT (SELECT count(*) %s) + (SELECT count(*) %s)"
                    .formatted(pending(table(session)), lost(table(session)))));
  }

  @Override
  public long lost() {
    return lease.read(session -> session.number("SELECT count(*) " + lost(table(session))));
  }

  @Override
  public List<Changed> changed(int limit) {
    return changed("LIMIT " + limit);
  }

  @Override
  public List<Changed> changedAfter(@Nullable String after, int limit) {
    String version = "t." + Names.quoted(Names.RAW_ID);
    String beyond = after == null ? "" : "AND " + version + " > " + Names.literal(after);
    return changed(beyond + " ORDER BY " + version + " LIMIT " + limit);
  }

  private List<Changed> changed(String which) {
    return lease.read(
        session -> {
          Table table = table(session);
          Relation relation =
              new Relation(task.stream(), schema(), table.name(), false, types(table), List.of());
          JsonRows rows = new JsonRows(relation, relation.taken(null));
          List<Changed> changed = new ArrayList<>();
          int last = relation.columns().size();
          session.stream(
              "SELECT %s, t.%s %s %s"
                  .formatted(rows.selection(), Names.quoted(Names.RAW_ID), pending(table), which),
              line -> changed.add(new Changed(line.text(last), rows.row(line))));
          return changed;
        });
  }

  @Override
  public List<Kept> knownAfter(@Nullable String after, int limit) {
    String beyond = after == null ? "" : "AND id > " + Names.literal(after);
    return lease.read(session -> lines(session, beyond + " ORDER BY id LIMIT " + limit));
  }

  @Override
  public Map<String, Kept> known(List<String> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return lease.read(
        session -> {
          Map<String, Kept> known = new LinkedHashMap<>();
          lines(session, "AND id IN (" + texts(ids) + ")")
              .forEach(line -> known.put(line.id(), line));
          return known;
        });
  }

  @Override
  public List<Kept> gone(int limit) {
    return lease.read(
        session -> {
          String ids = "SELECT id " + lost(table(session)) + " ORDER BY id LIMIT " + limit;
          return lines(session, "AND id IN (" + ids + ")");
        });
  }

  private List<Kept> lines(Session session, String which) {
    return session
        .query(
            // A text of its own: the driver's arrays belong to a connection that is closed by then.
            "SELECT id, version, array_to_string(chunks, ' ') FROM %s WHERE %s %s"
                .formatted(ledger(), mine(), which))
        .stream()
        .map(DuckDbOutbox::line)
        .toList();
  }

  private static Kept line(Line line) {
    String chunks = line.textOrNull(2);
    return new Kept(
        line.text(0),
        line.text(1),
        chunks == null || chunks.isEmpty() ? List.of() : List.of(chunks.split(" ", -1)));
  }

  @Override
  public void keep(List<Kept> lines) {
    if (lines.isEmpty()) {
      return;
    }
    String values =
        lines.stream()
            .map(
                line ->
                    "(%s, %s, %s, %s)"
                        .formatted(
                            head(),
                            Names.literal(line.id()),
                            Names.literal(line.version()),
                            "[" + texts(line.chunks()) + "]::VARCHAR[]"))
            .collect(Collectors.joining(", "));
    changed(
        session -> {
          remove(session, lines.stream().map(Kept::id).toList());
          session.script("INSERT INTO " + ledger() + " VALUES " + values);
          return true;
        });
  }

  @Override
  public void forget(List<String> ids) {
    if (!ids.isEmpty()) {
      changed(
          session -> {
            remove(session, ids);
            return true;
          });
    }
  }

  private void remove(Session session, List<String> ids) {
    session.script(
        "DELETE FROM %s WHERE %s AND id IN (%s)".formatted(ledger(), mine(), texts(ids)));
  }

  @Override
  public boolean knowsOthers() {
    return lease.read(
        session ->
            !session
                .query("SELECT 1 FROM %s WHERE %s LIMIT 1".formatted(ledger(), others()))
                .isEmpty());
  }

  @Override
  public void forgetOthers() {
    changed(
        session -> {
          session.script("DELETE FROM %s WHERE %s".formatted(ledger(), others()));
          return true;
        });
  }

  private void changed(Function<Session, Boolean> work) {
    boolean unused = lease.write(session -> session.transaction(() -> work.apply(session)));
  }

  /** Rows that live and whose version is not noted. */
  private String pending(Table table) {
    return "FROM %1$s t WHERE %2$s AND t.%6$s IS NOT NULL AND NOT EXISTS (SELECT 1 FROM %3$s l WHERE %4$s AND l.print = %5$s AND l.version = t.%6$s)"
        .formatted(
            table.sql(),
            table.live("t"),
            ledger(),
            mine(),
            Names.literal(book.print()),
            Names.quoted(Names.RAW_ID));
  }

  /**
   * Documents whose row is no longer there in the version they were made from, and those a row had
   * by another key.
   */
  private String lost(Table table) {
    String print = Names.literal(book.print());
    return "FROM %1$s l WHERE %2$s AND (NOT EXISTS (SELECT 1 FROM %3$s t WHERE %4$s AND t.%5$s = l.version) OR (l.print <> %6$s AND EXISTS (SELECT 1 FROM %1$s o WHERE %2$s AND o.print = %6$s AND o.version = l.version)))"
        .formatted(
            ledger(), mine(), table.sql(), table.live("t"), Names.quoted(Names.RAW_ID), print);
  }

  private String mine() {
    return store() + " AND collection = " + Names.literal(book.collection());
  }

  private String others() {
    return store() + " AND collection <> " + Names.literal(book.collection());
  }

  private String store() {
    return "sync = %s AND stream = %s AND store = %s"
        .formatted(
            Names.literal(book.sync()), Names.literal(task.stream()), Names.literal(book.store()));
  }

  private String head() {
    return texts(
        List.of(book.sync(), task.stream(), book.store(), book.collection(), book.print()));
  }

  private static String texts(List<String> all) {
    return all.stream().map(Names::literal).collect(Collectors.joining(", "));
  }

  private static Map<String, String> types(Table table) {
    Map<String, String> types = new LinkedHashMap<>();
    table.data().forEach(column -> types.put(column, table.columns().getOrDefault(column, TEXT)));
    return types;
  }

  private Table table(Session session) {
    return Table.find(session, schema(), task.table())
        .orElseThrow(
            () ->
                new Unavailable(
                    new Problem(
                        "embed.no_table",
                        task.stream(),
                        "expected table '" + task.table() + "' but it is not there",
                        "run the sync again"),
                    null,
                    null));
  }

  private Schema schema() {
    return new Schema(lease.catalog(), schemaName);
  }

  private String ledger() {
    return schema().table(Names.DOCUMENTS);
  }
}
