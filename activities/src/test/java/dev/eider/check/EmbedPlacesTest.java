package dev.eider.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.embedding.Embedder;
import dev.eider.embedding.EmbedderProvider;
import dev.eider.embedding.Embedders;
import dev.eider.embedding.Tokens;
import dev.eider.fault.Fault.Denied;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.outcome.Problem;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.EmbedPlan;
import dev.eider.plan.ReadMode;
import dev.eider.plan.Spec;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.secret.Secrets;
import dev.eider.secret.Settings;
import dev.eider.vector.VectorStore;
import dev.eider.vector.VectorStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbedPlacesTest {
  private static final ConnectorPlan SMALL = new ConnectorPlan("small", Map.of());
  private static final String WHERE = "/streams/birds/embed";

  @TempDir Path home;
  private final List<Problem> problems = new ArrayList<>();
  private final VectorStores stores = new VectorStores();

  @Test
  void findsNothingWrongWithAPlaceThatIsEmpty() {
    check(new EmbedPlan("x", List.of(), 10, 9, SMALL, List.of(store("a"), store("b"))));

    assertThat(problems).isEmpty();
  }

  @Test
  void aStreamThatIsNotEmbeddedNeedsNothing() {
    places().check("flock", task(null));

    assertThat(problems).isEmpty();
  }

  @Test
  void namesAllThatIsWrongTogether() {
    ConnectorPlan none = new ConnectorPlan("pinecone", Map.of());
    check(
        new EmbedPlan(
            "x",
            List.of(),
            0,
            0,
            new ConnectorPlan("word2vec", Map.of()),
            List.of(none, new ConnectorPlan("duckdb", Map.of()), store("a"))));

    assertThat(problems)
        .extracting(Problem::where)
        .containsExactly(
            WHERE + "/embedder/type", WHERE + "/store/0/type", WHERE + "/store/1/path");
  }

  @Test
  void chunksMayNotBeLongerThanTheEmbedderTakes() {
    check(new EmbedPlan("x", List.of(), 11, 0, SMALL, List.of(store("a"))));

    assertThat(problems)
        .containsExactly(
            new Problem(
                "embedding.chunk_size",
                WHERE + "/chunk/tokens",
                "expected 1 to 10 tokens in a chunk but was 11",
                "correct tokens, or leave it out"));
  }

  @Test
  void anOverlapOfAWholeChunkIsRefusedWhereTheLengthIsLeftOut() {
    check(new EmbedPlan("x", List.of(), 0, 10, SMALL, List.of(store("a"))));

    assertThat(problems).extracting(Problem::where).containsExactly(WHERE + "/chunk/overlap");
  }

  @Test
  void aCollectionOfSomebodyElseMustHaveTheEmbeddersDimension() {
    fill("flock.birds", 5, Map.of());
    fill("fits", 3, Map.of());
    ConnectorPlan fits =
        new ConnectorPlan("duckdb", Map.of("path", path("a"), "collection", "fits"));

    check(new EmbedPlan("x", List.of(), 0, 0, SMALL, List.of(fits, store("a"))));

    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("vector.dimension");
              assertThat(problem.where()).isEqualTo(WHERE + "/store/1");
              assertThat(problem.message())
                  .contains("dimension 5", "'flock.birds'", "these have 3");
            });
  }

  @Test
  void aCollectionAnotherSyncKeepsIsRefusedBeforeTheRun() {
    fill("flock.birds", 3, Map.of("eider_sync", "zoo", "eider_stream", "apes"));
    fill("own", 3, Map.of("eider_sync", "flock", "eider_stream", "birds"));
    ConnectorPlan own = new ConnectorPlan("duckdb", Map.of("path", path("a"), "collection", "own"));

    check(new EmbedPlan("x", List.of(), 0, 0, SMALL, List.of(own, store("a"))));

    assertThat(problems)
        .containsExactly(
            new Problem(
                "vector.collection_taken",
                WHERE + "/store/1/collection",
                "expected a collection of stream 'birds' but 'flock.birds' is kept by stream 'apes'"
                    + " of sync 'zoo'",
                "write another collection:"));
  }

  @Test
  void twoStreamsOfOneSyncMayNotFillOneCollection() {
    ConnectorPlan one = new ConnectorPlan("duckdb", Map.of("path", path("a"), "collection", "c"));
    EmbedPlan plan = new EmbedPlan("x", List.of(), 0, 0, SMALL, List.of(one));
    EmbedPlaces places = places();
    places.check("flock", task("birds", plan));
    places.check("flock", task("bees", plan));

    assertThat(problems)
        .containsExactly(
            new Problem(
                "vector.collection_taken",
                "/streams/bees/embed/store/0/collection",
                "expected a collection of stream 'bees' but 'c' is filled by stream 'birds', too",
                "write another collection:"));
  }

  @Test
  void aCollectionEiderMadeMayBeMadeAnewWithAnotherDimension() {
    fill("flock.birds", 5, Map.of("fingerprint", "before"));

    check(new EmbedPlan("x", List.of(), 0, 0, SMALL, List.of(store("a"))));

    assertThat(problems).isEmpty();
  }

  @Test
  void whoIsNotLetInIsToldSo() {
    ConnectorPlan locked = new ConnectorPlan("small", Map.of("locked", "yes"));

    assertThatThrownBy(
            () -> check(new EmbedPlan("x", List.of(), 0, 0, locked, List.of(store("a")))))
        .isInstanceOf(Denied.class);
  }

  private void fill(String name, int dimension, Map<String, String> about) {
    Settings settings =
        new Settings("/store", Map.of("path", path("a")), new Secrets(List.of()), home);
    try (VectorStore store = stores.named("duckdb", "/store").open(settings)) {
      assertThat(store.create(name, dimension, about).dimension()).isEqualTo(dimension);
    }
  }

  private ConnectorPlan store(String file) {
    return new ConnectorPlan("duckdb", Map.of("path", path(file)));
  }

  private String path(String file) {
    return home.resolve(file + ".duckdb").toString();
  }

  private void check(EmbedPlan plan) {
    places().check("flock", task(plan));
  }

  private EmbedPlaces places() {
    Embedders embedders = new Embedders(List.of(new SmallProvider()));
    return new EmbedPlaces(embedders, stores, new Secrets(List.of()), home, problems);
  }

  private static StreamTask task(@Nullable EmbedPlan plan) {
    return task("birds", plan);
  }

  private static StreamTask task(String stream, @Nullable EmbedPlan plan) {
    return new StreamTask(
        stream,
        ReadMode.FULL_REFRESH,
        new WriteMode.Upsert(List.of("id"), null),
        null,
        Duration.ZERO,
        "birds",
        null,
        "schema",
        BatchFormat.NDJSON,
        null,
        null,
        plan);
  }

  private static final class SmallProvider implements EmbedderProvider {
    @Override
    public String name() {
      return "small";
    }

    @Override
    public Spec spec() {
      return new Spec("Three numbers.", List.of(), "type: small\n");
    }

    @Override
    public Embedder open(Settings settings) {
      if (settings.optionalText("locked").isPresent()) {
        throw new Denied("small.denied", settings.where(), "expected a key", "write one");
      }
      return new Small();
    }
  }

  private static final class Small implements Embedder {
    @Override
    public String fingerprint() {
      return "small";
    }

    @Override
    public int dimension() {
      return 3;
    }

    @Override
    public int maxTokens() {
      return 10;
    }

    @Override
    public Tokens tokens(String text) {
      return new Tokens(new int[0], new int[0]);
    }

    @Override
    public List<float[]> embed(List<String> texts) {
      throw new Misconfigured("small.asked", "/", "expected only to be looked at", null);
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}
