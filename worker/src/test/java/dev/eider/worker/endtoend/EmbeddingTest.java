package dev.eider.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.outcome.Outcome;
import dev.eider.outcome.StreamReport;
import dev.eider.outcome.Vectors;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.EmbedPlan;
import dev.eider.plan.StreamPlan;
import dev.eider.plan.SyncPlan;
import dev.eider.plan.WriteWord;
import dev.eider.step.Embed;
import dev.eider.vector.RealChroma;
import dev.eider.worker.rig.Installation;
import dev.eider.worker.rig.Plans;
import dev.eider.worker.rig.Warehouse;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that become documents: a table, its vectors, and a model in the worker's own process. */
@Tag("slow")
final class EmbeddingTest {
  private static final String BOOKS = "books";
  private static final String DOCUMENT = "{{ record.title }}\n{{ record.about }}";

  private final Path folder;
  private final Path vectors;
  private final Warehouse shop;
  private final Warehouse store;

  EmbeddingTest(@TempDir Path folder) {
    this.folder = folder;
    this.vectors = folder.resolve("vectors.duckdb");
    this.shop = new Warehouse(folder.resolve("shop.duckdb"));
    this.store = new Warehouse(vectors);
  }

  @Test
  void vectorsFollowTheRowsAndOnlyWhatChangedIsEmbedded() {
    books(200);
    try (Installation installation = Installation.withWorker(folder)) {
      SyncPlan plan = plan("library", DOCUMENT, 0, store("duckdb"));
      assertThat(embedded(installation, plan)).isEqualTo(new Vectors(200, 0, 0));
      assertThat(count(plan)).isEqualTo(200);
      Embed.Hit first = search(installation, plan, "a ship lost at sea in a storm").getFirst();
      assertThat(first.document()).contains("storm");
      assertThat(first.key()).containsKey("id");
      assertThat(first.metadata()).containsEntry("shelf", first.metadata().get("shelf"));

      shop.run("UPDATE books SET about = 'now about cooking soup ' || id WHERE id < 10");
      shop.run("DELETE FROM books WHERE id BETWEEN 50 AND 59");
      assertThat(embedded(installation, plan)).isEqualTo(new Vectors(10, 0, 10));
      assertThat(count(plan)).isEqualTo(190);
      assertThat(search(installation, plan, "soup recipes").getFirst().document()).contains("soup");

      assertThat(embedded(installation, plan)).isEqualTo(Vectors.NONE);

      shop.run("UPDATE books SET shelf = 'moved' WHERE id = 100");
      assertThat(embedded(installation, plan)).isEqualTo(new Vectors(0, 1, 0));
      assertThat(
              store.number(
                  "SELECT count(*) FROM \"library.books\" WHERE metadata->>'shelf' = 'moved'"))
          .isEqualTo(1);
    }
  }

  @Test
  void anotherTemplateFillsACollectionBesideTheOneThatIsSearched() {
    books(50);
    try (Installation installation = Installation.withWorker(folder)) {
      SyncPlan plan = plan("library", DOCUMENT, 0, store("duckdb"));
      embedded(installation, plan);
      String before = store.row("SELECT id FROM _eider_collections").getFirst();
      SyncPlan other = plan("library", "{{ record.title }}", 0, store("duckdb"));
      assertThat(embedded(installation, other)).isEqualTo(new Vectors(50, 0, 0));
      assertThat(store.rows("SELECT name FROM _eider_collections"))
          .containsExactly(List.of("library.books"));
      assertThat(store.row("SELECT id FROM _eider_collections").getFirst()).isNotEqualTo(before);
    }
  }

  @Test
  void aCollectionThatWasDeletedIsBuiltAnewAndSaysSo() {
    books(30);
    try (Installation installation = Installation.withWorker(folder)) {
      SyncPlan plan = plan("library", DOCUMENT, 0, store("duckdb"));
      embedded(installation, plan);
      store.run("DROP TABLE \"library.books\"");
      store.run("DELETE FROM _eider_collections");
      StreamReport report = installation.run(plan).streams().getFirst();
      assertThat(report.vectors()).isEqualTo(new Vectors(30, 0, 0));
      assertThat(report.note()).contains("was gone and is built anew");
      assertThat(count(plan)).isEqualTo(30);
    }
  }

  @Test
  void aTableWrittenAnewKeepsTheVectorsOfTextsThatAreTheSame() {
    books(200);
    try (Installation installation = Installation.withWorker(folder)) {
      SyncPlan plan = plan("library", DOCUMENT, 0, WriteWord.OVERWRITE, store("duckdb"));
      assertThat(embedded(installation, plan)).isEqualTo(new Vectors(200, 0, 0));
      assertThat(embedded(installation, plan)).isEqualTo(Vectors.NONE);

      shop.run("UPDATE books SET about = 'now about cooking soup ' || id WHERE id < 10");
      shop.run("DELETE FROM books WHERE id BETWEEN 50 AND 59");
      assertThat(embedded(installation, plan)).isEqualTo(new Vectors(10, 0, 10));
      assertThat(count(plan)).isEqualTo(190);
      assertThat(search(installation, plan, "soup recipes").getFirst().document()).contains("soup");
    }
  }

  @Test
  void chromaFollowsTheRowsAsDuckDbDoes() {
    books(200);
    try (RealChroma chroma = RealChroma.start(folder);
        Installation installation = Installation.withWorker(folder)) {
      ConnectorPlan at = new ConnectorPlan("chroma", Map.of("url", chroma.url()));
      SyncPlan plan = plan("library", DOCUMENT, 0, store("duckdb"), at);
      assertThat(embedded(installation, plan)).isEqualTo(new Vectors(400, 0, 0));
      shop.run("UPDATE books SET about = 'now about cooking soup ' || id WHERE id < 10");
      shop.run("DELETE FROM books WHERE id BETWEEN 50 AND 59");
      assertThat(embedded(installation, plan)).isEqualTo(new Vectors(20, 0, 20));

      List<Embed.Hit> duckdb = search(installation, plan, "duckdb", "soup recipes");
      List<Embed.Hit> chromas = search(installation, plan, "chroma", "soup recipes");
      assertThat(chromas.stream().map(Embed.Hit::key).toList())
          .containsExactlyInAnyOrderElementsOf(duckdb.stream().map(Embed.Hit::key).toList());
    }
  }

  private void books(int rows) {
    shop.run(
        "CREATE TABLE books AS SELECT i::BIGINT AS id, 'Book number ' || i AS title, CASE i % 4"
            + " WHEN 0 THEN 'A sailor fights a storm on the ocean, volume ' || i"
            + " WHEN 1 THEN 'Growing roses in a small garden, volume ' || i"
            + " WHEN 2 THEN 'The history of railways, volume ' || i"
            + " ELSE 'Learning to paint portraits, volume ' || i END AS about,"
            + " 'shelf ' || (i % 7) AS shelf FROM range("
            + rows
            + ") t(i)");
    shop.run("ALTER TABLE books ADD PRIMARY KEY (id)");
  }

  private ConnectorPlan store(String type) {
    return new ConnectorPlan(type, Map.of("path", vectors.toString()));
  }

  private SyncPlan plan(String name, String document, int tokens, ConnectorPlan... stores) {
    return plan(name, document, tokens, WriteWord.MIRROR, stores);
  }

  private SyncPlan plan(
      String name, String document, int tokens, WriteWord write, ConnectorPlan... stores) {
    StreamPlan books =
        new StreamPlan(
            BOOKS,
            null,
            write,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            new EmbedPlan(
                document,
                List.of("shelf"),
                tokens,
                0,
                new ConnectorPlan("minilm", Map.of()),
                List.of(stores)));
    ConnectorPlan source =
        new ConnectorPlan(
            "duckdb", Map.of("path", folder.resolve("shop.duckdb").toString(), "schema", "main"));
    return Plans.plan(name, source, folder.resolve(name + ".duckdb"), SyncPlan.Pace.DEFAULT, books);
  }

  private static Vectors embedded(Installation installation, SyncPlan plan) {
    StreamReport report = installation.run(plan).streams().getFirst();
    assertThat(report.outcome()).isEqualTo(Outcome.DONE);
    Vectors vectors = report.vectors();
    assertThat(vectors).isNotNull();
    return vectors;
  }

  private long count(SyncPlan plan) {
    return store.number("SELECT count(*) FROM \"" + plan.name() + ".books\"");
  }

  private static List<Embed.Hit> search(Installation installation, SyncPlan plan, String text) {
    return search(installation, plan, "duckdb", text);
  }

  private static List<Embed.Hit> search(
      Installation installation, SyncPlan plan, String store, String text) {
    WorkflowStub stub =
        installation
            .client()
            .newUntypedWorkflowStub(
                "Search",
                WorkflowOptions.newBuilder()
                    .setTaskQueue(installation.server().settings().taskQueue())
                    .setWorkflowId("search/" + plan.name() + "/" + System.nanoTime())
                    .build());
    EmbedPlan embed = plan.streams().getFirst().embed();
    assertThat(embed).isNotNull();
    var begun = stub.start(new Embed.Question(plan.name(), BOOKS, embed, store, text, 5, Map.of()));
    return stub.getResult(Embed.Answer.class).hits();
  }
}
