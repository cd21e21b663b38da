package dev.eider.connector.chroma;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eider.vector.VectorStore.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Cosines out of Chroma's distances. In its cosine space a distance is 1 - cosine. Its own client
 * makes collections of the space l2 (the square of the distance) or ip; there the cosine is worked
 * out from the vectors of the hits, which is right whatever their length. Their order is Chroma's
 * by its own distance, the same for vectors of length 1.
 */
final class Score {
  static final String COSINE = "cosine";

  private final String space;
  private final float[] query;

  Score(String space, float[] query) {
    this.space = space;
    this.query = query.clone();
  }

  /** The space of a collection: l2 unless it says another. */
  static String space(JsonNode collection) {
    JsonNode configuration = collection.path("configuration_json");
    for (String index : List.of("hnsw", "spann")) {
      JsonNode space = configuration.path(index).path("space");
      if (space.isTextual()) {
        return space.asText();
      }
    }
    return collection.path("metadata").path("hnsw:space").asText("l2");
  }

  boolean needsVectors() {
    return !space.equals(COSINE);
  }

  List<Hit> hits(JsonNode said) {
    JsonNode ids = said.path("ids").path(0);
    List<Hit> hits = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      hits.add(
          new Hit(
              ids.get(i).asText(),
              said.path("documents").path(0).path(i).asText(""),
              Metadata.values(said.path("metadatas").path(0).path(i)),
              needsVectors()
                  ? cosine(said.path("embeddings").path(0).path(i))
                  : 1 - said.path("distances").path(0).path(i).asDouble()));
    }
    hits.sort(Comparator.comparingDouble((Hit hit) -> -hit.score()).thenComparing(Hit::id));
    return hits;
  }

  private double cosine(JsonNode vector) {
    double product = 0;
    double own = 0;
    double asked = 0;
    for (int i = 0; i < query.length; i++) {
      double number = vector.path(i).asDouble();
      product += number * query[i];
      own += number * number;
      asked += (double) query[i] * query[i];
    }
    return own == 0 || asked == 0 ? 0 : product / Math.sqrt(own * asked);
  }
}
