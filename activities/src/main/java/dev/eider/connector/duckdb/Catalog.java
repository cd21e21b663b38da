package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Session.Line;
import dev.eider.fault.Fault.Misconfigured;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a database offers to read: its own catalog only, none of DuckDB's and none of ours. */
final class Catalog {
  private static final Set<String> BOOKS =
      Set.of(
          "_airbyte_state",
          "_airbyte_destination_state",
          "_airbyte_streams",
          "_eider_checkpoints",
          "_eider_collections",
          "_eider_ledger",
          "_eider_schemas",
          "_eider_streams",
          Names.DOCUMENTS);
  private static final String SEPARATOR = "\u001f";

  private final Session session;
  private final String catalog;
  private final @Nullable String onlySchema;
  private final boolean views;

  Catalog(Session session, String catalog, @Nullable String onlySchema, boolean views) {
    this.session = session;
    this.catalog = catalog;
    this.onlySchema = onlySchema;
    this.views = views;
  }

  /** Every table, and view if wanted, by schema and name. */
  List<Relation> relations() {
    Map<String, Map<String, String>> columns = columns();
    Map<String, List<String>> keys = keys();
    List<Relation> relations = new ArrayList<>();
    String sql =
        "SELECT schema_name, table_name, false AS is_view FROM duckdb_tables() WHERE database_name ="
            + " ?1 AND NOT internal AND NOT temporary"
            + (views
                ? " UNION ALL SELECT schema_name, view_name, true FROM duckdb_views() WHERE"
                    + " database_name = ?1 AND NOT internal AND NOT temporary"
                : "")
            + " ORDER BY schema_name, table_name";
    for (Line line : session.query(sql.replace("?1", Names.literal(catalog)))) {
      String schema = line.text(0);
      String name = line.text(1);
      if (!offered(schema, name)) {
        continue;
      }
      String place = place(schema, name);
      relations.add(
          new Relation(
              stream(schema, name),
              new Schema(catalog, schema),
              name,
              line.flag(2),
              columns.getOrDefault(place, Map.of()),
              keys.getOrDefault(place, List.of())));
    }
    return relations;
  }

  Relation relation(String stream) {
    return relations().stream()
        .filter(r -> r.stream().equals(stream))
        .findFirst()
        .orElseThrow(
            () ->
                new Misconfigured(
                    "duckdb.unknown_stream",
                    stream,
                    "expected a table of database '" + catalog + "' but there is none of this name",
                    "run 'eider discover' to see its tables"));
  }

  private boolean offered(String schema, String name) {
    return (onlySchema == null || Names.same(onlySchema, schema))
        && !BOOKS.contains(name)
        && !name.endsWith(Names.shadow(""))
        && !name.startsWith(Names.seen(""))
        && !name.startsWith(Names.gone(""));
  }

  private String stream(String schema, String name) {
    return onlySchema != null || schema.equals("main") ? name : schema + "." + name;
  }

  private Map<String, Map<String, String>> columns() {
    Map<String, Map<String, String>> columns = new HashMap<>();
    session.stream(
        "SELECT schema_name, table_name, column_name, data_type FROM duckdb_columns()"
            + " WHERE database_name = ? ORDER BY column_index",
        line ->
            columns
                .computeIfAbsent(place(line.text(0), line.text(1)), p -> new LinkedHashMap<>())
                .put(line.text(2), line.text(3)),
        catalog);
    return columns;
  }

  /** Primary keys, else the first unique constraint without nulls. */
  private Map<String, List<String>> keys() {
    Map<String, List<String>> primary = new HashMap<>();
    Map<String, List<String>> unique = new HashMap<>();
    Map<String, List<String>> notNull = new HashMap<>();
    session.stream(
        "SELECT schema_name, table_name, constraint_type,"
            + " array_to_string(constraint_column_names, chr(31)) FROM duckdb_constraints()"
            + " WHERE database_name = ? ORDER BY constraint_index",
        line -> {
          String place = place(line.text(0), line.text(1));
          List<String> names = List.of(line.text(3).split(SEPARATOR));
          switch (line.text(2)) {
            case "PRIMARY KEY" -> primary.put(place, names);
            case "UNIQUE" -> unique.putIfAbsent(place, names);
            case "NOT NULL" -> notNull.computeIfAbsent(place, p -> new ArrayList<>()).addAll(names);
            default -> {
              // A check or a foreign key says nothing about identity.
            }
          }
        },
        catalog);
    unique.forEach(
        (place, names) -> {
          if (notNull.getOrDefault(place, List.of()).containsAll(names)) {
            primary.putIfAbsent(place, names);
          }
        });
    return primary;
  }

  private static String place(String schema, String name) {
    return schema + SEPARATOR + name;
  }
}
