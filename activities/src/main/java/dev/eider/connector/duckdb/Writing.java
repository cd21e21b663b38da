package dev.eider.connector.duckdb;

import dev.eider.outcome.Counts;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** New rows into a table. */
final class Writing {

  private Writing() {}

  static Counts append(Session session, Table table, Incoming incoming) {
    String rows = "(" + incoming.select(table, false) + ")";
    return Counts.loaded(session.update(insert(table, incoming, rows)), 0, 0);
  }

  /** An insert of rows that already have the table's columns and types. */
  static String insert(Table table, Incoming incoming, String rows) {
    String columns =
        incoming.columns(table).stream().map(Names::quoted).collect(Collectors.joining(", "));
    String comma = columns.isEmpty() ? "" : columns + ", ";
    String ours =
        Stream.of(Names.RAW_ID, Names.EXTRACTED_AT, Names.META)
            .map(Names::quoted)
            .collect(Collectors.joining(", "));
    return "INSERT INTO %s (%s%s) SELECT %scast(uuidv7() AS VARCHAR), %s, %s FROM %s"
        .formatted(
            table.sql(),
            comma,
            ours,
            comma,
            incoming.extractedAt(),
            Names.quoted(Names.META),
            rows);
  }
}
