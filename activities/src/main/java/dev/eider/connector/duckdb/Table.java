package dev.eider.connector.duckdb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A destination table as it is.
 *
 * @param schema where it is
 * @param name its name
 * @param columns every column with its type, in order, ours included
 */
record Table(Schema schema, String name, Map<String, String> columns) {

  private static final Map<String, String> OURS = new LinkedHashMap<>();

  static {
    OURS.put(Names.RAW_ID, "VARCHAR");
    OURS.put(Names.EXTRACTED_AT, "TIMESTAMP WITH TIME ZONE");
    OURS.put(Names.META, "JSON");
  }

  String sql() {
    return schema.table(name);
  }

  /** The columns that hold the source's fields. */
  List<String> data() {
    return columns.keySet().stream().filter(c -> !Names.isOurs(c)).toList();
  }

  String type(String column) {
    return columns.getOrDefault(column, "VARCHAR");
  }

  /** The condition that a row was not removed softly, of a table under an alias. */
  String live(String alias) {
    return deletedAt().map(c -> alias + "." + Names.quoted(c) + " IS NULL").orElse("true");
  }

  /** The column that tells when a row was missed, if it has one. */
  Optional<String> deletedAt() {
    return columns.keySet().stream().filter(c -> Names.same(c, Names.DELETED_AT)).findFirst();
  }

  /** The same with a column for when a row was missed. */
  Table keepingDeleted(Session session) {
    if (deletedAt().isPresent()) {
      return this;
    }
    Map<String, String> kept = new LinkedHashMap<>(columns);
    add(session, kept, Names.DELETED_AT, "TIMESTAMP WITH TIME ZONE");
    return new Table(schema, name, kept);
  }

  /** Whether it has the columns every table of Eider and PyAirbyte has. */
  boolean isManaged() {
    return columns.keySet().stream().anyMatch(c -> Names.same(c, Names.RAW_ID));
  }

  /** The table of this name, if there is one. */
  static Optional<Table> find(Session session, Schema schema, String name) {
    Map<String, String> columns = new LinkedHashMap<>();
    session.stream(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = ?"
            + " AND schema_name = ? AND lower(table_name) = lower(?) ORDER BY column_index",
        line -> columns.put(line.text(0), line.text(1)),
        schema.catalog(),
        schema.name(),
        name);
    return columns.isEmpty() ? Optional.empty() : Optional.of(new Table(schema, name, columns));
  }

  /** Makes sure the table is there with a column wide enough for every field. */
  static Table prepared(Session session, Schema schema, String name, List<Field> fields) {
    return find(session, schema, name)
        .map(table -> table.fitted(session, fields))
        .orElseGet(() -> created(session, schema, name, fields));
  }

  /** The table as it is; made only where it is not there, or holds nothing of the source yet. */
  static Table kept(Session session, Schema schema, String name, List<Field> fields) {
    return find(session, schema, name)
        .filter(table -> !table.data().isEmpty())
        .orElseGet(() -> prepared(session, schema, name, fields));
  }

  /** The fields it has no column for, or only a narrower one. */
  List<String> lacks(List<Field> fields) {
    return fields.stream()
        .filter(
            field -> {
              String type = columns.get(Names.columnFor(field.name(), columns.keySet()));
              return type == null || !Widening.join(type, field.type()).equals(type);
            })
        .map(Field::name)
        .toList();
  }

  static Table created(Session session, Schema schema, String name, List<Field> fields) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (Field field : fields) {
      columns.put(Names.columnFor(field.name(), columns.keySet()), field.type());
    }
    columns.putAll(OURS);
    Table table = new Table(schema, name, columns);
    session.script(
        columns.entrySet().stream()
            .map(c -> Names.quoted(c.getKey()) + " " + c.getValue())
            .collect(Collectors.joining(", ", "CREATE TABLE " + table.sql() + " (", ")")));
    return table;
  }

  /** Adds columns for new fields and widens those that are too narrow. */
  Table fitted(Session session, List<Field> fields) {
    Map<String, String> fitted = new LinkedHashMap<>(columns);
    Stream<Field> ours = OURS.entrySet().stream().map(o -> new Field(o.getKey(), o.getValue()));
    ours.filter(o -> columns.keySet().stream().noneMatch(c -> Names.same(c, o.name())))
        .forEach(o -> add(session, fitted, o.name(), o.type()));
    for (Field field : fields) {
      String column = Names.columnFor(field.name(), fitted.keySet());
      String type = fitted.get(column);
      if (type == null) {
        add(session, fitted, column, field.type());
      } else if (!Widening.join(type, field.type()).equals(type)) {
        widen(session, fitted, column, Widening.join(type, field.type()));
      }
    }
    return new Table(schema, name, fitted);
  }

  private void add(Session session, Map<String, String> fitted, String column, String type) {
    session.script("ALTER TABLE " + sql() + " ADD COLUMN " + Names.quoted(column) + " " + type);
    fitted.put(column, type);
  }

  private void widen(Session session, Map<String, String> fitted, String column, String type) {
    session.script(
        "ALTER TABLE " + sql() + " ALTER COLUMN " + Names.quoted(column) + " TYPE " + type);
    fitted.put(column, type);
  }

  /**
   * A field of a batch.
   *
   * @param name the source's own name
   * @param type DuckDB's type
   */
  record Field(String name, String type) {}
}
