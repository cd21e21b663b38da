package dev.eider.connector.chroma;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** Vectors out of Chroma's answers. */
final class Vectors {
  private Vectors() {}

  /** By their ids; an entry without one is passed over. */
  static Map<String, float[]> of(JsonNode said) {
    Map<String, float[]> vectors = new HashMap<>();
    JsonNode ids = said.path("ids");
    for (int i = 0; i < ids.size(); i++) {
      JsonNode numbers = said.path("embeddings").path(i);
      if (numbers.isArray()) {
        float[] vector = new float[numbers.size()];
        for (int n = 0; n < vector.length; n++) {
          vector[n] = numbers.get(n).floatValue();
        }
        vectors.put(ids.get(i).asText(), vector);
      }
    }
    return vectors;
  }
}
