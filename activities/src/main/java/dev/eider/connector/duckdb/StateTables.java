package dev.eider.connector.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.destination.Destination.Run;
import dev.eider.plan.StreamTask;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * PyAirbyte's three state tables, with its names and columns, so that its users and tools can read
 * what Eider wrote and Eider goes on where PyAirbyte stopped.
 */
final class StateTables {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UPSERT_STATE =
      """
      INSERT INTO TABLE_NAME (source_name, stream_name, table_name, state_json, last_updated)
      VALUES (?, ?, ?, ?, now())
      ON CONFLICT (table_name) DO UPDATE SET source_name = excluded.source_name,
        stream_name = excluded.stream_name, state_json = excluded.state_json,
        last_updated = excluded.last_updated""";
  private static final String UPSERT_DESTINATION_STATE =
      """
      INSERT INTO TABLE_NAME (destination_name, source_name, stream_name, state_json, last_updated)
      VALUES (?, ?, ?, ?, now())
      ON CONFLICT (destination_name, source_name, stream_name) DO UPDATE SET
        state_json = excluded.state_json, last_updated = excluded.last_updated""";
  private static final String UPSERT_STREAM =
      """
      INSERT INTO TABLE_NAME (stream_name, source_name, table_name, catalog_metadata)
      VALUES (?, ?, ?, ?)
      ON CONFLICT (table_name) DO UPDATE SET source_name = excluded.source_name,
        stream_name = excluded.stream_name, catalog_metadata = excluded.catalog_metadata""";

  private final Session session;
  private final Schema schema;
  private final String destinationName;

  StateTables(Session session, Schema schema, String destinationName) {
    this.session = session;
    this.schema = schema;
    this.destinationName = destinationName;
  }

  void create() {
    session.script(
        "CREATE TABLE IF NOT EXISTS "
            + schema.table("_airbyte_state")
            + " (source_name VARCHAR, stream_name VARCHAR, table_name VARCHAR NOT NULL,"
            + " state_json VARCHAR, last_updated TIMESTAMP WITH TIME ZONE,"
            + " PRIMARY KEY (table_name))");
    session.script(
        "CREATE TABLE IF NOT EXISTS "
            + schema.table("_airbyte_destination_state")
            + " (destination_name VARCHAR NOT NULL, source_name VARCHAR NOT NULL,"
            + " stream_name VARCHAR NOT NULL, state_json VARCHAR,"
            + " last_updated TIMESTAMP WITH TIME ZONE,"
            + " PRIMARY KEY (destination_name, source_name, stream_name))");
    session.script(
        "CREATE TABLE IF NOT EXISTS "
            + schema.table("_airbyte_streams")
            + " (stream_name VARCHAR, source_name VARCHAR, table_name VARCHAR NOT NULL,"
            + " catalog_metadata VARCHAR, PRIMARY KEY (table_name))");
  }

  /** The stream state kept for a table, written by whomever, unless it is another stream's. */
  Optional<String> state(Run run, StreamTask task) {
    return session
        .first(
            "SELECT state_json FROM "
                + schema.table("_airbyte_state")
                + " WHERE table_name = ? AND source_name = ? AND stream_name = ?",
            task.table(),
            run.sourceName(),
            task.stream())
        .map(line -> line.textOrNull(0))
        .flatMap(StateTables::streamState);
  }

  /** The state inside an AirbyteStateMessage, with or without its envelope. */
  private static Optional<String> streamState(@Nullable String message) {
    try {
      JsonNode root = JSON.readTree(message == null ? "null" : message);
      JsonNode inner = root.has("state") ? root.get("state") : root;
      JsonNode state = inner.path("stream").path("stream_state");
      return state.isMissingNode() || state.isNull()
          ? Optional.empty()
          : Optional.of(JSON.writeValueAsString(state));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Writes a state as a whole AirbyteStateMessage, for both ends; a null one is not written. */
  void reach(String sourceName, StreamTask task, @Nullable String state) {
    if (state != null) {
      reach(sourceName, task.stream(), task.table(), state);
    }
  }

  /** The same of a stream that is known by name only. */
  void reach(String sourceName, String stream, String table, String state) {
    String message = message(stream, state);
    session.run(
        UPSERT_STATE.replace("TABLE_NAME", schema.table("_airbyte_state")),
        sourceName,
        stream,
        table,
        message);
    session.run(
        UPSERT_DESTINATION_STATE.replace("TABLE_NAME", schema.table("_airbyte_destination_state")),
        destinationName,
        sourceName,
        stream,
        message);
  }

  /** The state stands in the message exactly as the source wrote it. */
  private static String message(String stream, String state) {
    try {
      return "{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":"
          + JSON.writeValueAsString(Map.of("name", stream))
          + ",\"stream_state\":"
          + state
          + "}}";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  void describe(String sourceName, StreamTask task, String jsonSchema) {
    session.run(
        UPSERT_STREAM.replace("TABLE_NAME", schema.table("_airbyte_streams")),
        task.stream(),
        sourceName,
        task.table(),
        jsonSchema);
  }

  void forget(String table) {
    session.run(
        "DELETE FROM "
            + schema.table("_airbyte_destination_state")
            + " WHERE destination_name = ? AND (source_name, stream_name) IN"
            + " (SELECT (source_name, stream_name) FROM "
            + schema.table("_airbyte_state")
            + " WHERE table_name = ?)",
        destinationName,
        table);
    session.run("DELETE FROM " + schema.table("_airbyte_state") + " WHERE table_name = ?", table);
  }

  /** Whether two states say the same, however they are written. */
  static boolean equal(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    try {
      return JSON.readTree(one).equals(JSON.readTree(other));
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
