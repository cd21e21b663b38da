package dev.eider.connector.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.connector.duckdb.Session.Line;
import dev.eider.plan.StreamTask;
import dev.eider.record.RowSchema;
import dev.eider.record.SchemaDiff;
import dev.eider.wire.WireFormat;
import java.util.List;

/**
 * Which schemas a stream had: {@code _eider_schemas}, one line for each that was accepted, with
 * what it changed in words. Never pruned: schemas change seldom.
 */
final class Schemas {
  private static final ObjectMapper JSON = WireFormat.mapper();

  private final Session session;
  private final String table;

  Schemas(Session session, Schema schema) {
    this.session = session;
    this.table = schema.table("_eider_schemas");
  }

  void create() {
    session.script(
        "CREATE TABLE IF NOT EXISTS "
            + table
            + " (sync VARCHAR, stream VARCHAR, version BIGINT, declared VARCHAR,"
            + " primary_key VARCHAR, changes VARCHAR, accepted_at TIMESTAMP WITH TIME ZONE)");
  }

  /** Whether any was accepted yet. */
  boolean known(String sync, String stream) {
    return version(sync, stream) > 0;
  }

  /** What changed since the newest that was accepted; nothing before the first. */
  SchemaDiff diff(String sync, StreamTask task, RowSchema now) {
    return session
        .first(
            "SELECT declared, primary_key FROM "
                + table
                + " WHERE sync = ? AND stream = ? ORDER BY version DESC LIMIT 1",
            sync,
            task.stream())
        .map(line -> since(line, now, task.write().keys()))
        .orElseGet(() -> new SchemaDiff(List.of()));
  }

  private static SchemaDiff since(Line line, RowSchema now, List<String> keys) {
    try {
      RowSchema before = JSON.readValue(line.text(0), RowSchema.class);
      List<String> keysBefore = List.of(JSON.readValue(line.text(1), String[].class));
      return SchemaDiff.between(before, keysBefore, now, keys);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  void accept(String sync, StreamTask task, RowSchema schema, SchemaDiff diff) {
    try {
      session.run(
          "INSERT INTO " + table + " VALUES (?, ?, ?, ?, ?, ?, now())",
          sync,
          task.stream(),
          version(sync, task.stream()) + 1,
          JSON.writeValueAsString(new RowSchema(schema.columns(), "{}")),
          JSON.writeValueAsString(task.write().keys()),
          String.join("; ", diff.words()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private long version(String sync, String stream) {
    return session
        .first(
            "SELECT coalesce(max(version), 0) FROM " + table + " WHERE sync = ? AND stream = ?",
            sync,
            stream)
        .map(line -> line.number(0))
        .orElse(0L);
  }
}
