package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Session.Line;
import dev.eider.vector.Fitness;
import dev.eider.vector.VectorStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Vectors in a DuckDB file or a MotherDuck database: a table a collection, with columns {@code id,
 * document, metadata, embedding}. No index keeps ids apart; what is written again is deleted first,
 * in the same transaction.
 */
final class VectorTables implements VectorStore {
  private static final String STAGE = "eider_vectors";
  private static final String STAGED = "temp.main." + STAGE;

  private final Lease lease;
  private final String schemaName;
  private final VectorSearch search;

  VectorTables(Place place, String schemaName, VectorIndex index) {
    this.lease = new Lease(place, false);
    this.schemaName = schemaName;
    this.search = new VectorSearch(lease, index);
  }

  @Override
  public void check() {
    lease.refuseUnusable();
    if (lease.exists()) {
      boolean unused =
          lease.write(
              session ->
                  session.rehearsal(
                      () -> {
                        registry(session).create();
                        return true;
                      }));
    }
  }

  @Override
  public String method() {
    return lease.exists() ? search.method() : VectorSearch.EXACT;
  }

  @Override
  public Optional<Found> find(String name) {
    return lease.exists() ? lease.read(session -> registry(session).named(name)) : Optional.empty();
  }

  @Override
  public Found create(String name, int dimension, Map<String, String> about) {
    return changed(registry -> registry.add(name, dimension, about));
  }

  @Override
  public Found replace(Found built, String name) {
    return changed(
        registry -> {
          String from = registry.nameOf(built);
          if (!from.equals(name)) {
            if (!Names.same(from, name)) {
              registry.remove(name);
            }
            registry.rename(from, name);
          }
          return registry.named(name).orElseThrow();
        });
  }

  @Override
  public void drop(String name) {
    if (lease.exists() && find(name).isPresent()) {
      boolean unused =
          changed(
              registry -> {
                registry.remove(name);
                return true;
              });
    }
  }

  @Override
  public void upsert(Found collection, List<Entry> entries) {
    Fitness.refuseUnfit(collection, entries, lease.label());
    if (entries.isEmpty()) {
      return;
    }
    String columns =
        "id VARCHAR, document VARCHAR, metadata JSON, embedding " + VectorRegistry.type(collection);
    written(
        collection,
        columns,
        rows -> {
          for (Entry entry : entries) {
            rows.beginRow();
            rows.append(entry.id());
            rows.append(entry.document());
            rows.append(VectorMetadata.json(entry.metadata()));
            rows.append(entry.vector());
            rows.endRow();
          }
        },
        true);
  }

  @Override
  public void delete(Found collection, Collection<String> ids) {
    if (ids.isEmpty()) {
      return;
    }
    written(
        collection,
        "id VARCHAR",
        rows -> {
          for (String id : ids) {
            rows.beginRow();
            rows.append(id);
            rows.endRow();
          }
        },
        false);
  }

  /** Takes the place of entries with the same ids, or leaves it empty. */
  private void written(Found collection, String columns, Session.Filling rows, boolean filled) {
    // Whoever waits for the file gets it with the end of this step; one who asks keeps it a moment.
    lease.last();
    boolean unused =
        lease.write(
            session -> {
              prepareForVectors(session);
              session.script("CREATE TEMP TABLE " + STAGE + " (" + columns + ")");
              session.fill(STAGE, rows);
              return session.transaction(
                  () -> {
                    String table = table(session, collection);
                    session.script(
                        "DELETE FROM %s WHERE id IN (SELECT id FROM %s)".formatted(table, STAGED));
                    if (filled) {
                      session.script(
                          "INSERT INTO %s SELECT id, document, metadata, embedding FROM %s"
                              .formatted(table, STAGED));
                    }
                    return true;
                  });
            });
  }

  /**
   * Vectors have no pattern: packing them takes most of the time of a write, and unpacking most of
   * a search's, for a tenth of the space. Checkpoints are rarer, as each packs a row group anew.
   */
  private void prepareForVectors(Session session) {
    lease.makeRoomForVectors(session);
    if (!lease.elsewhere()) {
      session.script("SET GLOBAL disabled_compression_methods = 'alprd'");
      session.script("SET GLOBAL wal_autocheckpoint = '256MB'");
    }
  }

  @Override
  public long count(Found collection) {
    return read(collection, (session, table) -> session.number("SELECT count(*) FROM " + table));
  }

  @Override
  public List<Listed> list(Found collection, @Nullable String after, int limit) {
    return read(
        collection,
        (session, table) ->
            session
                .query(
                    "SELECT id, coalesce(document, ''), CAST(metadata AS VARCHAR) FROM "
                        + table
                        + (after == null ? " WHERE ? IS NULL" : " WHERE id > ?")
                        + " ORDER BY id LIMIT "
                        + limit,
                    after)
                .stream()
                .map(VectorTables::listed)
                .toList());
  }

  @Override
  public Map<String, float[]> vectors(Found collection, Collection<String> ids) {
    return read(
        collection,
        (session, table) -> {
          Map<String, float[]> vectors = new HashMap<>();
          session.stream(
              "SELECT id, embedding FROM "
                  + table
                  + " WHERE embedding IS NOT NULL AND id IN (SELECT unnest(?::VARCHAR[]))",
              line -> vectors.put(line.text(0), line.vector(1)),
              session.texts(ids));
          return vectors;
        });
  }

  /** In a transaction: the name must not pass to another collection before the question is put. */
  private <T> T read(Found collection, BiFunction<Session, String, T> work) {
    return lease.read(
        session -> session.transaction(() -> work.apply(session, table(session, collection))));
  }

  private static Listed listed(Line line) {
    return new Listed(line.text(0), line.text(1), VectorMetadata.values(line.textOrNull(2)));
  }

  @Override
  public List<Hit> search(Found collection, float[] query, int limit, Map<String, Object> where) {
    Fitness.refuseOther(collection, query.length, lease.label());
    return search.nearest(
        new VectorSearch.Question(collection, query, limit, where), s -> table(s, collection));
  }

  private String table(Session session, Found collection) {
    return schema().table(registry(session).nameOf(collection));
  }

  private Schema schema() {
    return new Schema(lease.catalog(), schemaName);
  }

  private VectorRegistry registry(Session session) {
    return new VectorRegistry(session, schema(), lease.label());
  }

  private <T> T changed(Function<VectorRegistry, T> work) {
    lease.last();
    return lease.write(
        session ->
            session.transaction(
                () -> {
                  VectorRegistry registry = registry(session);
                  registry.create();
                  return work.apply(registry);
                }));
  }

  @Override
  public void close() {
    lease.close();
  }
}
