package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.secret.Secrets;
import dev.eider.secret.Settings;
import dev.eider.vector.VectorStore;
import dev.eider.vector.VectorStore.Entry;
import dev.eider.vector.VectorStore.Found;
import dev.eider.vector.VectorStore.Hit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VectorTablesTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("search.duckdb");
  }

  private VectorStore store() {
    return store(new VectorIndex(false, Optional.empty()));
  }

  private VectorStore store(VectorIndex index) {
    return new VectorTables(new LocalFile(file(), null), "main", index);
  }

  private static List<Entry> entries(int count, int dimension, int seed) {
    Random dice = new Random(seed);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] vector = new float[dimension];
      for (int k = 0; k < dimension; k++) {
        vector[k] = (float) dice.nextGaussian();
      }
      entries.add(new Entry("id" + i, "text " + i, vector, Map.of("n", (long) i)));
    }
    return entries;
  }

  private static List<String> ids(List<Hit> hits) {
    return hits.stream().map(Hit::id).toList();
  }

  @Test
  void lookingForACollectionMakesNoFile() {
    try (VectorStore store = store()) {
      assertThat(store.find("docs")).isEmpty();
      store.check();
      store.drop("docs");
    }
    assertThat(Files.exists(file())).isFalse();
  }

  @Test
  void aCollectionIsATableAUserCanRead() {
    try (VectorStore store = store()) {
      store.upsert(store.create("docs", 2, Map.of()), entries(2, 2, 1));
    }
    assertThat(Sql.texts(file(), "SELECT document FROM docs WHERE metadata->>'n' = '1'"))
        .containsExactly("text 1");
    assertThat(
            Sql.texts(
                file(),
                "SELECT column_name || ' ' || data_type FROM duckdb_columns()"
                    + " WHERE table_name = 'docs' ORDER BY column_index"))
        .containsExactly("id VARCHAR", "document VARCHAR", "metadata JSON", "embedding FLOAT[2]");
  }

  @Test
  void aTableOfOtherThingsIsLeftAlone() {
    Sql.run(file(), "CREATE TABLE docs (id INTEGER)", "INSERT INTO docs VALUES (1)");
    try (VectorStore store = store()) {
      assertThat(store.find("docs")).isEmpty();
      assertThatThrownBy(() -> store.create("docs", 2, Map.of()))
          .isInstanceOf(Misconfigured.class)
          .hasMessageContaining("'docs'");
      Found built = store.create("docs-next", 2, Map.of());
      assertThatThrownBy(() -> store.replace(built, "docs")).isInstanceOf(Misconfigured.class);
    }
    assertThat(Sql.texts(file(), "SELECT id FROM docs")).containsExactly("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"_eider_collections", "_EIDER_x", "_airbyte_state", ""})
  void namesOfOurOwnTablesAreRefused(String name) {
    try (VectorStore store = store()) {
      assertThatThrownBy(() -> store.create(name, 2, Map.of())).isInstanceOf(Misconfigured.class);
    }
  }

  @Test
  void aTableDroppedByHandIsGoneAndCanBeMadeAgain() {
    Found docs;
    try (VectorStore store = store()) {
      docs = store.create("docs", 2, Map.of());
    }
    Sql.run(file(), "DROP TABLE docs");
    try (VectorStore store = store()) {
      assertThat(store.find("docs")).isEmpty();
      assertThatThrownBy(() -> store.upsert(docs, entries(1, 2, 1)))
          .isInstanceOf(Unavailable.class);
      Found again = store.create("docs", 2, Map.of());
      store.upsert(again, entries(3, 2, 1));
      assertThat(store.count(again)).isEqualTo(3);
    }
  }

  @Test
  void itsListOfCollectionsIsNoStream() {
    try (VectorStore store = store()) {
      store.create("docs", 2, Map.of());
    }
    Databases.SHARED.closeIdle();
    DuckDbSource source =
        new DuckDbSource(
            new LocalFile(file(), null), null, false, DuckDbSource.Limits.DEFAULT, folder);
    try (source) {
      assertThat(source.discover()).extracting(stream -> stream.name()).containsExactly("docs");
    }
  }

  @Test
  void anUnknownIndexIsRefused() {
    assertThatThrownBy(
            () ->
                new DuckDbStoreProvider()
                    .open(
                        new Settings(
                            "store",
                            Map.of("path", file().toString(), "index", "ivf"),
                            new Secrets(List.of()),
                            folder)))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("exact, hnsw");
  }

  @Test
  void withoutTheExtensionItSearchesExactlyAndSaysSo() {
    try (VectorStore store =
        store(new VectorIndex(true, Optional.of(folder.resolve("none").toString())))) {
      Found docs = store.create("docs", 8, Map.of());
      store.upsert(docs, entries(50, 8, 1));

      assertThat(store.method()).contains("exact").contains("vss").contains("cannot be loaded");
      assertThat(store.search(docs, entries(1, 8, 1).getFirst().vector(), 1, Map.of()))
          .extracting(Hit::id)
          .containsExactly("id0");
    }
  }

  @Test
  @Tag("slow")
  void anIndexFindsWhatIsThereNow() {
    String extension = System.getenv().getOrDefault("EIDER_VSS_EXTENSION", "");
    boolean there = !extension.isBlank() && Files.exists(Path.of(extension));
    if (!there) {
      System.out.println("not run: no vss extension in EIDER_VSS_EXTENSION");
    }
    assumeTrue(there, "not run: no vss extension in EIDER_VSS_EXTENSION; .ci/run gets one");
    try (VectorStore store = store(new VectorIndex(true, Optional.of(extension)));
        VectorStore plain = store()) {
      Found docs = store.create("docs", 32, Map.of());
      store.upsert(docs, entries(2000, 32, 1));
      assertThat(store.method()).startsWith("HNSW");

      int same = 0;
      for (Entry asked : entries(20, 32, 2)) {
        List<String> exact = ids(plain.search(docs, asked.vector(), 10, Map.of()));
        List<String> near = ids(store.search(docs, asked.vector(), 10, Map.of()));
        assertThat(near).hasSize(10);
        same += (int) near.stream().filter(exact::contains).count();
      }
      // Approximate by nature; random vectors are the hardest there are.
      assertThat(same).isGreaterThan(150);

      float[] first = entries(1, 32, 1).getFirst().vector();
      store.delete(docs, List.of("id0"));
      store.upsert(docs, List.of(new Entry("id5", "moved", first, Map.of())));
      Hit nearest = store.search(docs, first, 1, Map.of()).getFirst();
      assertThat(nearest.document()).isEqualTo("moved");
      assertThat(nearest.score()).isGreaterThan(0.9999);
    }
    assertThat(Sql.texts(file(), "SELECT count(*) FROM duckdb_indexes()")).containsExactly("0");
  }
}
