package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Session.Line;
import dev.eider.connector.duckdb.VectorMetadata.Condition;
import dev.eider.fault.Fault;
import dev.eider.vector.VectorStore.Found;
import dev.eider.vector.VectorStore.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nearest vectors: by looking at each, or through an HNSW index. Of the losers only the
 * vectors are read.
 *
 * <p>The index lives in memory, beside the file: one that DuckDB keeps in the file makes the table
 * unreadable after a kill (seen with 1.5.5), and unwritable without the extension.
 */
final class VectorSearch {
  static final String EXACT = "exact search in DuckDB";

  /** The catalog that indexes live in; it goes when the file is closed. */
  private static final String MEMORY = "eider_hnsw";

  private final Lease lease;
  private final VectorIndex index;
  private @Nullable String missing;

  VectorSearch(Lease lease, VectorIndex index) {
    this.lease = lease;
    this.index = index;
  }

  /** In words for a person. */
  String method() {
    if (!index.approximate()) {
      return EXACT;
    }
    return loaded()
        ? "HNSW in DuckDB, exact with a condition"
        : EXACT + ", because the vss extension for HNSW cannot be loaded (" + missing + ")";
  }

  List<Hit> nearest(Question question, Function<Session, String> table) {
    if (question.limit() < 1) {
      return List.of();
    }
    boolean indexed = index.approximate() && question.where().isEmpty() && loaded();
    if (indexed) {
      refresh(question.collection(), table);
    }
    return lease.read(
        session -> {
          lease.makeRoomForVectors(session);
          // The name must not pass to another collection before the question is put.
          return session.transaction(
              () ->
                  indexed
                      ? indexed(session, question, table.apply(session))
                      : exact(session, question, table.apply(session)));
        });
  }

  private static List<Hit> exact(Session session, Question question, String table) {
    Condition condition = VectorMetadata.where(question.where());
    String score =
        "array_cosine_similarity(embedding, ?::%s)"
            .formatted(VectorRegistry.type(question.collection()));
    List<Object> values = new ArrayList<>();
    values.add(session.vector(question.query()));
    values.addAll(condition.values());
    String winners =
        "SELECT rowid AS place, %s AS score FROM %s WHERE embedding IS NOT NULL AND %s ORDER BY score DESC LIMIT %d"
            .formatted(score, table, condition.sql(), question.limit());
    return fetched(session, winners, table, values);
  }

  private static List<Hit> fetched(
      Session session, String winners, String table, List<Object> values) {
    return session
        .query(
            "SELECT t.id, t.document, CAST(t.metadata AS VARCHAR), w.score FROM (%s) w JOIN %s t ON t.rowid = w.place ORDER BY w.score DESC, t.id"
                .formatted(winners, table),
            values.toArray())
        .stream()
        .map(VectorSearch::hit)
        .toList();
  }

  private static Hit hit(Line line) {
    double score = line.value(3) instanceof Number number ? number.doubleValue() : 0;
    String document = line.textOrNull(1);
    return new Hit(
        line.text(0),
        document == null ? "" : document,
        VectorMetadata.values(line.textOrNull(2)),
        score);
  }

  private static List<Hit> indexed(Session session, Question question, String table) {
    String type = VectorRegistry.type(question.collection());
    String winners =
        "SELECT place, 1 - distance AS score FROM (SELECT place, array_cosine_distance(embedding,"
            + " ?::%s) AS distance FROM %s ORDER BY distance LIMIT %d)"
                .formatted(type, memory(question.collection()), question.limit());
    return fetched(session, winners, table, List.of(session.vector(question.query())));
  }

  /** Makes the index anew when the collection is not what it was. */
  private void refresh(Found collection, Function<Session, String> table) {
    boolean unused =
        lease.write(
            session -> {
              String from = table.apply(session);
              session.script("ATTACH IF NOT EXISTS ':memory:' AS " + MEMORY);
              String copy = memory(collection);
              String now = "SELECT count(*), bit_xor(hash(rowid, id)) FROM ";
              session.script(
                  "CREATE TABLE IF NOT EXISTS %s (place BIGINT, id VARCHAR, embedding %s)"
                      .formatted(copy, VectorRegistry.type(collection)));
              Line there = session.query(now + from).getFirst();
              Line known = session.query(now.replace("rowid", "place") + copy).getFirst();
              if (there.number(0) != known.number(0) || !there.text(1).equals(known.text(1))) {
                rebuild(session, from, copy);
              }
              return true;
            });
  }

  private static void rebuild(Session session, String from, String copy) {
    session.script(
        "CREATE OR REPLACE TABLE %s AS SELECT rowid AS place, id, embedding FROM %s"
            .formatted(copy, from));
    session.script(
        "CREATE INDEX nearest ON %s USING HNSW (embedding) WITH (metric = 'cosine')"
            .formatted(copy));
  }

  private static String memory(Found collection) {
    return new Schema(MEMORY, "main").table(collection.id());
  }

  private boolean loaded() {
    if (missing != null) {
      return false;
    }
    try {
      return lease.read(
          session -> {
            session.script("LOAD " + index.extension().map(Names::literal).orElse("vss"));
            return true;
          });
    } catch (Fault e) {
      missing = index.extension().map(file -> "'" + file + "'").orElse("none is installed");
      return false;
    }
  }

  /**
   * What is looked for.
   *
   * @param where metadata an entry must have
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares questions.
  record Question(Found collection, float[] query, int limit, Map<String, Object> where) {}
}
