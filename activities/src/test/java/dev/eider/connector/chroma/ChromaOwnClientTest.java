package dev.eider.connector.chroma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.secret.Secrets;
import dev.eider.secret.Settings;
import dev.eider.vector.RealChroma;
import dev.eider.vector.VectorStore;
import dev.eider.vector.VectorStore.Entry;
import dev.eider.vector.VectorStore.Found;
import dev.eider.vector.VectorStore.Hit;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Eider and Chroma's own Python client on the same collections. */
@Tag("slow")
final class ChromaOwnClientTest {
  private static final int DIMENSION = 48;
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir static Path data;
  private static RealChroma chroma;

  @BeforeAll
  static void start() {
    chroma = RealChroma.start(data);
  }

  @AfterAll
  static void stop() {
    if (chroma != null) {
      chroma.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "l2", "cosine", "ip"})
  void aCollectionOfItsOwnClientIsFoundSearchedAndExtended(String space) {
    String name = "theirs-" + space;
    float[] query = floats(said("make", name, space).path("query"));
    try (VectorStore store = store()) {
      Found theirs = store.find(name).orElseThrow();
      assertThat(theirs.dimension()).isEqualTo(DIMENSION);
      assertThat(theirs.about()).isEmpty();
      assertThat(store.count(theirs)).isEqualTo(200);
      sameNearest(store, theirs, query);
      assertThat(store.search(theirs, query, 200, Map.of("even", true))).hasSize(100);

      store.upsert(
          theirs, List.of(new Entry("row-7", "ours now", query, Map.of("number", "seven"))));
      store.upsert(theirs, List.of(new Entry("ours", "more", query, Map.of("by", "eider"))));

      assertThat(store.count(theirs)).isEqualTo(201);
      assertThat(store.search(theirs, query, 1, Map.of("number", "seven")))
          .singleElement()
          .satisfies(
              hit -> {
                assertThat(hit.metadata()).isEqualTo(Map.of("number", "seven"));
                assertThat(hit.score()).isCloseTo(1, within(1e-4));
              });
      sameNearest(store, theirs, query);
    }
  }

  /** Chroma's own first ten, with cosines worked out here. */
  private static void sameNearest(VectorStore store, Found collection, float[] query) {
    JsonNode seen = said("read", collection.name(), text(query));
    Map<String, float[]> vectors = new HashMap<>();
    for (int i = 0; i < seen.path("ids").size(); i++) {
      vectors.put(seen.path("ids").get(i).asText(), floats(seen.path("embeddings").get(i)));
    }
    List<Hit> hits = store.search(collection, query, 10, Map.of());
    List<String> theirs = new ArrayList<>();
    seen.path("nearest").forEach(id -> theirs.add(id.asText()));
    assertThat(hits).extracting(Hit::id).containsExactlyInAnyOrderElementsOf(theirs);
    assertThat(hits)
        .allSatisfy(
            hit ->
                assertThat(hit.score())
                    .isCloseTo(cosine(query, vectors.get(hit.id())), within(1e-4)));
    assertThat(hits).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
  }

  @Test
  void whatEiderWritesItsOwnClientReadsBackTheSame() {
    Random dice = new Random(5);
    Map<String, Entry> written = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      String id = "it's \"" + i + "\"/ü 😀";
      written.put(
          id,
          new Entry(
              id,
              i == 0 ? "" : "text\u0001 שלום 😀 " + i,
              unit(dice),
              Map.of("n", (long) i, "half", i + 0.5, "round", (double) i, "even", i % 2 == 0)));
    }
    float[] query = unit(dice);
    try (VectorStore store = store()) {
      Found ours = store.create("ours", DIMENSION, Map.of("sync", "s"));
      store.upsert(ours, List.copyOf(written.values()));

      JsonNode seen = said("read", "ours", text(query));

      assertThat(seen.path("ids")).hasSize(300);
      for (int i = 0; i < 300; i++) {
        Entry entry = Objects.requireNonNull(written.get(seen.path("ids").get(i).asText()));
        assertThat(seen.path("documents").get(i).asText()).isEqualTo(entry.document());
        assertThat(Metadata.values(seen.path("metadatas").get(i))).isEqualTo(entry.metadata());
        // Chroma gives vectors of its cosine space length 1, which moves the last digit.
        assertThat(floats(seen.path("embeddings").get(i)))
            .containsExactly(entry.vector(), within(1e-6f));
      }
      sameNearest(store, ours, query);
    }
  }

  private static VectorStore store() {
    return new ChromaStoreProvider()
        .open(
            new Settings(
                "store", Map.of("url", chroma.url()), new Secrets(List.of()), Path.of("unused")));
  }

  private static JsonNode said(String verb, String collection, String argument) {
    try {
      Path script =
          Path.of(
              Objects.requireNonNull(ChromaOwnClientTest.class.getResource("/chroma/own_client.py"))
                  .toURI());
      RealChroma.Ended ended = chroma.runs(script, verb, collection, argument);
      assertThat(ended.status()).as(ended.output()).isZero();
      return JSON.readTree(ended.output().lines().reduce("", (before, line) -> line));
    } catch (JsonProcessingException | URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static float[] unit(Random dice) {
    float[] vector = new float[DIMENSION];
    double length = 0;
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) dice.nextGaussian();
      length += vector[i] * vector[i];
    }
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] /= (float) Math.sqrt(length);
    }
    return vector;
  }

  private static float[] floats(JsonNode numbers) {
    float[] vector = new float[numbers.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) numbers.get(i).asDouble();
    }
    return vector;
  }

  private static String text(float[] vector) {
    try {
      return JSON.writeValueAsString(vector);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static double cosine(float[] one, float[] other) {
    double product = 0;
    double a = 0;
    double b = 0;
    for (int i = 0; i < one.length; i++) {
      product += one[i] * other[i];
      a += one[i] * one[i];
      b += other[i] * other[i];
    }
    return product / Math.sqrt(a * b);
  }
}
