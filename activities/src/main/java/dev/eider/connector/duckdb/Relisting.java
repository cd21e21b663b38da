package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Table.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists rows that are known by what they hold anew, before a column of their table is widened in
 * the middle of a run: a value that is written another way would make them look like other rows,
 * and so look gone. What is listed is in the table, so the table tells what it becomes.
 */
final class Relisting {
  private final Books books;
  private final Table table;

  Relisting(Books books, Table table) {
    this.books = books;
    this.table = table;
  }

  /** For rows with these fields, which the table does not hold yet. */
  void before(List<Field> fields) {
    Table wider = widened(fields);
    String seen = books.listing().seen(table.name());
    Session session = books.session();
    if (wider.equals(table) || session.query("SELECT 1 FROM " + seen + " LIMIT 1").isEmpty()) {
      return;
    }
    String was = ContentHash.of(table, table.data());
    String becomes =
        ContentHash.of(
            wider, table.data(), c -> "CAST(" + Names.quoted(c) + " AS " + wider.type(c) + ")");
    session.script(
        ("CREATE TEMP TABLE eider_widened AS SELECT DISTINCT was, becomes FROM"
                + " (SELECT %s AS was, %s AS becomes FROM %s) WHERE was <> becomes")
            .formatted(was, becomes, table.sql()));
    session.script(
        "UPDATE %s SET key_id = becomes FROM temp.main.eider_widened WHERE key_id = was"
            .formatted(seen));
  }

  private Table widened(List<Field> fields) {
    Map<String, String> columns = new LinkedHashMap<>(table.columns());
    for (Field field : fields) {
      columns.computeIfPresent(
          Names.columnFor(field.name(), table.columns().keySet()),
          (column, type) -> Widening.join(type, field.type()));
    }
    return new Table(table.schema(), table.name(), columns);
  }
}
