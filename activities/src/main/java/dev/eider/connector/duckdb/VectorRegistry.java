package dev.eider.connector.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.connector.duckdb.Session.Line;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.outcome.Problem;
import dev.eider.vector.VectorStore.Found;
import dev.eider.wire.WireFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Which tables are collections of vectors: {@code _eider_collections}, one line each. The table of
 * a collection has its name.
 */
final class VectorRegistry {
  static final String NAME = "_eider_collections";
  private static final ObjectMapper JSON = WireFormat.mapper();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final Session session;
  private final Schema schema;
  private final String table;
  private final String label;

  VectorRegistry(Session session, Schema schema, String label) {
    this.session = session;
    this.schema = schema;
    this.table = schema.table(NAME);
    this.label = label;
  }

  /** Makes the schema and the list itself where they are not there yet. */
  void create() {
    session.script("CREATE SCHEMA IF NOT EXISTS " + schema.sql());
    session.script(
        "CREATE TABLE IF NOT EXISTS "
            + table
            + " (name VARCHAR, id UUID, dimension INTEGER, about JSON,"
            + " created_at TIMESTAMP WITH TIME ZONE)");
  }

  Optional<Found> named(String name) {
    return Table.find(session, schema, NAME).isEmpty() ? Optional.empty() : listed(name);
  }

  private Optional<Found> listed(String name) {
    return session
        .first(select() + " WHERE lower(name) = lower(?)", name)
        .map(VectorRegistry::found)
        .filter(found -> vectors(found.name()).equals(type(found)));
  }

  /** The name a collection has now; one that is gone makes its step start over. */
  String nameOf(Found collection) {
    return find(collection)
        .orElseThrow(
            () ->
                Faults.unavailable(
                    "duckdb.collection_gone",
                    label,
                    "expected collection '"
                        + collection.name()
                        + "' but it was removed or replaced meanwhile",
                    "leave it alone while syncs run; it is looked up again",
                    null))
        .name();
  }

  private Optional<Found> find(Found collection) {
    return Table.find(session, schema, NAME).isEmpty()
        ? Optional.empty()
        : session
            .first(select() + " WHERE CAST(id AS VARCHAR) = ?", collection.id())
            .map(VectorRegistry::found)
            .filter(found -> vectors(found.name()).equals(type(found)));
  }

  /** A new table under a name nobody else has. */
  Found add(String name, int dimension, Map<String, String> about) {
    remove(name);
    Found made = new Found(name, UUID.randomUUID().toString(), dimension, Map.copyOf(about));
    session.script(
        "CREATE TABLE "
            + schema.table(name)
            + " (id VARCHAR, document VARCHAR, metadata JSON, embedding "
            + type(made)
            + ")");
    session.run(
        "INSERT INTO " + table + " VALUES (?, ?::UUID, ?, ?, now())",
        name,
        made.id(),
        dimension,
        text(about));
    return made;
  }

  /** Forgets a collection with its table; refuses a table that is none. */
  void remove(String name) {
    refuseReserved(name);
    boolean listed =
        session.update("DELETE FROM " + table + " WHERE lower(name) = lower(?)", name) > 0;
    if (listed) {
      session.script("DROP TABLE IF EXISTS " + schema.table(name));
    } else if (Table.find(session, schema, name).isPresent()) {
      throw new Misconfigured(
          "duckdb.not_a_collection",
          label,
          "expected collection '" + name + "' but a table of other things has that name",
          "name another collection, or drop the table");
    }
  }

  void rename(String from, String to) {
    session.script("ALTER TABLE " + schema.table(from) + " RENAME TO " + Names.quoted(to));
    session.run("UPDATE " + table + " SET name = ? WHERE name = ?", to, from);
  }

  private void refuseReserved(String name) {
    String folded = Names.folded(name);
    if (folded.isBlank() || folded.startsWith("_eider_") || folded.startsWith("_airbyte_")) {
      throw new Misconfigured(
          new Problem(
              "duckdb.collection_name",
              label,
              "expected a name for a collection but '" + name + "' is kept for Eider's own tables",
              "name another collection"));
    }
  }

  /** What its column of vectors is declared as; nothing when the table was dropped or remade. */
  private String vectors(String name) {
    return Table.find(session, schema, name).map(found -> found.type("embedding")).orElse("");
  }

  static String type(Found collection) {
    return "FLOAT[" + collection.dimension() + "]";
  }

  private String select() {
    return "SELECT name, CAST(id AS VARCHAR), dimension, CAST(about AS VARCHAR) FROM " + table;
  }

  private static Found found(Line line) {
    try {
      return new Found(
          line.text(0),
          line.text(1),
          Math.toIntExact(line.number(2)),
          Map.copyOf(JSON.readValue(line.text(3), TEXTS)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Map<String, String> about) {
    try {
      return JSON.writeValueAsString(about);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
