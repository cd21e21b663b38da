package dev.eider.connector.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.digest.Digests;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.plan.StreamTask;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one side of a comparison.
 *
 * @param from the table as SQL
 * @param where the condition for rows that count
 * @param newer the condition for rows that changed after the checkpoint
 * @param columns the columns that count, with their types
 * @param landed whether they were named by Eider, after the source's fields
 */
record Compared(
    String from, String where, String newer, Map<String, String> columns, boolean landed) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DELETED_AT = "_eider_deleted_at";

  /** What a source would hand out. */
  static Compared of(Relation relation, StreamTask task, @Nullable String state) {
    Map<String, String> columns = new LinkedHashMap<>();
    relation.taken(task.columns()).forEach(c -> columns.put(c, relation.type(c)));
    String cursor = task.cursor() == null ? relation.cursor() : task.cursor();
    String newer = newer(relation.columns(), cursor, state);
    return new Compared(relation.sql(), "true", newer, columns, false);
  }

  /** What lies in a table of a destination. */
  static Compared of(Table table, StreamTask task, @Nullable String state) {
    Map<String, String> columns = new LinkedHashMap<>();
    String live = "true";
    for (String column : table.columns().keySet()) {
      if (Names.same(column, DELETED_AT)) {
        live = Names.quoted(column) + " IS NULL";
      } else if (!Names.isOurs(column)) {
        columns.put(column, table.type(column));
      }
    }
    return new Compared(table.sql(), live, newer(columns, task.cursor(), state), columns, true);
  }

  /** Digests of a destination's table. */
  static Digests digests(Lease lease, String schema, StreamTask task, @Nullable String state) {
    if (!lease.exists()) {
      throw nothingThere(task);
    }
    Table table =
        lease
            .read(session -> Table.find(session, new Schema(lease.catalog(), schema), task.table()))
            .orElseThrow(() -> nothingThere(task));
    return new TableDigests(lease, of(table, task, state));
  }

  private static Misconfigured nothingThere(StreamTask task) {
    return new Misconfigured(
        "duckdb.no_table",
        task.stream(),
        "expected table '" + task.table() + "' at the destination but there is none",
        "run 'eider sync' first");
  }

  private static String newer(
      Map<String, String> columns, @Nullable String cursor, @Nullable String state) {
    if (cursor == null || state == null) {
      return "false";
    }
    String column =
        columns.keySet().stream().filter(c -> Names.same(c, cursor)).findFirst().orElse(null);
    String reached = column == null ? null : reached(state, cursor, column);
    if (column == null || reached == null) {
      return "false";
    }
    String text = "CAST(" + Names.literal(reached) + " AS VARCHAR)";
    String value = Values.cast(text, "VARCHAR", columns.getOrDefault(column, "VARCHAR"));
    return "coalesce(%s > %s, false)".formatted(Names.quoted(column), value);
  }

  /** A cursor as this source writes it, or as manifests do; another's tells nothing. */
  private static @Nullable String reached(String state, String cursor, String column) {
    Cursor.State ours = Cursor.state(state, column);
    if (ours != null) {
      return ours.value();
    }
    try {
      JsonNode value = JSON.readTree(state).path(cursor);
      return value.isValueNode() && !value.isNull() ? value.asText() : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** The column that holds a field of the source; it need not be there. */
  String column(String field) {
    return landed ? Names.columnFor(field, columns.keySet()) : field;
  }

  /** A field's value with the type it has at the destination, by the cast that brings it there. */
  String value(String field, String type) {
    String column = column(field);
    String from = columns.get(column);
    return from == null
        ? "CAST(NULL AS " + type + ")"
        : Values.cast(Names.quoted(column), from, type);
  }
}
