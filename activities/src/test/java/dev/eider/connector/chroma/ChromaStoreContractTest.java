package dev.eider.connector.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.http.PoliteHttp;
import dev.eider.secret.Secrets;
import dev.eider.secret.Settings;
import dev.eider.vector.RealChroma;
import dev.eider.vector.VectorStore;
import dev.eider.vector.VectorStore.Entry;
import dev.eider.vector.VectorStore.Found;
import dev.eider.vector.VectorStore.Listed;
import dev.eider.vector.VectorStoreContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real server. */
@Tag("slow")
final class ChromaStoreContractTest extends VectorStoreContract {
  @TempDir static Path data;
  private static RealChroma chroma;
  private boolean emptied;

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

  @Override
  protected VectorStore store() {
    VectorStore store =
        new ChromaStoreProvider()
            .open(
                new Settings(
                    "store",
                    Map.of("url", chroma.url()),
                    new Secrets(List.of()),
                    Path.of("unused")));
    if (!emptied) {
      List.of("docs", "docs-next", "others").forEach(store::drop);
      emptied = true;
    }
    return store;
  }

  @Test
  void aReplacementIsFinishedWhereverItWasKilled() {
    try (VectorStore store = store()) {
      Found old = store.create("docs", 4, Map.of());
      store.upsert(old, List.of(entry("old", Map.of(), 1, 0, 0, 0)));
      Found built = store.create("docs-next", 4, Map.of());
      store.upsert(built, List.of(entry("new", Map.of(), 1, 0, 0, 0)));

      rename(old, "eider-replaced-by-" + built.id());
      assertThat(store.replace(built, "docs").id()).isEqualTo(built.id());
      assertThat(store.find("eider-replaced-by-" + built.id())).isEmpty();

      Found left = store.create("eider-replaced-by-" + built.id(), 4, Map.of());
      assertThat(store.replace(built, "docs").id()).isEqualTo(built.id());
      assertThat(store.find(left.name())).isEmpty();
    }
  }

  @Test
  void whatIsWrittenOutlivesTheServer() {
    try (VectorStore store = store()) {
      Found docs = store.create("docs", 4, Map.of("a", "b"));
      store.upsert(docs, List.of(entry("a", Map.of("n", 1L), 1, 0, 0, 0)));

      chroma.restart();

      assertThat(store.find("docs")).contains(docs);
      assertThat(store.list(docs, null, 5))
          .containsExactly(new Listed("a", "text of a", Map.of("n", 1L)));
    }
  }

  @Test
  void aRequestTheServerCallsTooLargeIsHalved() {
    try (VectorStore store = store()) {
      Found docs = store.create("docs", 4, Map.of());
      // Six bytes each in JSON: what was weighed as 8 MB is 48 on the way.
      String large = "\u0001".repeat(4_000_000);
      store.upsert(
          docs,
          List.of(
              new Entry("a", large, new float[] {1, 0, 0, 0}, Map.of("n", 1L)),
              new Entry("b", large, new float[] {1, 0, 0, 0}, Map.of("n", 2L))));

      assertThat(store.count(docs)).isEqualTo(2);
    }
  }

  private static void rename(Found collection, String name) {
    try (PoliteHttp http = new PoliteHttp(Map.of(), Map.of())) {
      ChromaApi.Place place =
          new ChromaApi.Place(chroma.url(), "default_tenant", "default_database");
      new ChromaApi(http, place, Map.of())
          .rename(new ChromaApi.Items(collection.id(), collection.name()), name);
    }
  }
}
