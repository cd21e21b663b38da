package dev.eider.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a stream's rows as documents that can be found by their meaning.
 *
 * @param document the template of a row's text, e.g. {@code Name: {{ record.name }}}
 * @param metadata fields of a row to keep beside its vectors; a path into a nested one has dots
 * @param tokens the length of a chunk in the embedder's tokens; 0 = what suits it best
 * @param overlap how many tokens two neighbouring chunks share
 * @param embedder what turns texts into vectors
 * @param stores where vectors go, one or more
 * @param key columns that tell rows apart where they are not written by key; null = what the write
 *     goes by
 */
public record EmbedPlan(
    String document,
    List<String> metadata,
    int tokens,
    int overlap,
    ConnectorPlan embedder,
    List<ConnectorPlan> stores,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> key) {

  /** The option of every store that names its collection. */
  public static final String COLLECTION = "collection";

  /** Refuses what would find nothing, or never end. */
  public EmbedPlan {
    if (document.isBlank()) {
      throw new IllegalArgumentException("expected a template for documents but it is empty");
    }
    if (stores.isEmpty()) {
      throw new IllegalArgumentException("expected a store but there is none");
    }
    if (tokens < 0 || overlap < 0 || (tokens > 0 && overlap >= tokens)) {
      throw new IllegalArgumentException(
          "expected an overlap from 0 to less than a chunk's "
              + tokens
              + " tokens but was "
              + overlap);
    }
    metadata = List.copyOf(metadata);
    stores = List.copyOf(stores);
    key = key == null ? null : List.copyOf(key);
  }

  /** Of rows that are known by what their write goes by. */
  public EmbedPlan(
      String document,
      List<String> metadata,
      int tokens,
      int overlap,
      ConnectorPlan embedder,
      List<ConnectorPlan> stores) {
    this(document, metadata, tokens, overlap, embedder, stores, null);
  }

  /** The same of rows that these columns tell apart. */
  public EmbedPlan knownBy(List<String> columns) {
    return new EmbedPlan(document, metadata, tokens, overlap, embedder, stores, columns);
  }

  /** The collection of a stream in one of the stores. */
  public static String collection(ConnectorPlan store, String sync, String stream) {
    Object named = store.options().get(COLLECTION);
    return named == null ? sync + "." + stream : named.toString();
  }
}
