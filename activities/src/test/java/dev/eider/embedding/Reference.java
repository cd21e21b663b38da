package dev.eider.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/** Vectors another program made of the same model file; the resource says which. */
public final class Reference {
  private final JsonNode texts;

  /** From a resource of the folder embedding. */
  public Reference(String name) {
    try (InputStream in = Reference.class.getResourceAsStream("/embedding/" + name)) {
      texts = new ObjectMapper().readTree(in).path("texts");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compares the first numbers of each vector, and whole vectors where they were kept. */
  public void mustEqual(Embedder embedder, double tolerance, double nearest) {
    List<String> all =
        StreamSupport.stream(texts.spliterator(), false).map(t -> t.path("text").asText()).toList();
    List<float[]> vectors = embedder.embed(all);
    assertThat(vectors).hasSizeGreaterThanOrEqualTo(10);
    for (int i = 0; i < all.size(); i++) {
      JsonNode first = texts.get(i).path("first");
      for (int n = 0; n < first.size(); n++) {
        assertThat((double) vectors.get(i)[n])
            .as(all.get(i))
            .isCloseTo(first.get(n).asDouble(), within(tolerance));
      }
      assertCosine(texts.get(i).path("vector"), vectors.get(i), nearest);
    }
  }

  private static void assertCosine(JsonNode whole, float[] vector, double nearest) {
    if (whole.isEmpty()) {
      return;
    }
    double cosine = 0;
    for (int n = 0; n < vector.length; n++) {
      cosine += whole.get(n).asDouble() * vector[n];
    }
    assertThat(cosine).isGreaterThan(nearest);
  }
}
