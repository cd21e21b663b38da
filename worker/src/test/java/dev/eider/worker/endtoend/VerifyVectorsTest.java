package dev.eider.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.flow.VerifyWorkflow;
import dev.eider.outcome.Outcome;
import dev.eider.outcome.Problem;
import dev.eider.outcome.SyncReport;
import dev.eider.outcome.Vectors;
import dev.eider.outcome.VerifyReport;
import dev.eider.outcome.VerifyReport.Difference;
import dev.eider.outcome.VerifyReport.Stored;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.EmbedPlan;
import dev.eider.plan.StreamPlan;
import dev.eider.plan.SyncPlan;
import dev.eider.plan.WriteWord;
import dev.eider.secret.Secrets;
import dev.eider.secret.Settings;
import dev.eider.vector.RealChroma;
import dev.eider.vector.VectorStore;
import dev.eider.vector.VectorStore.Entry;
import dev.eider.vector.VectorStore.Found;
import dev.eider.vector.VectorStore.Hit;
import dev.eider.vector.VectorStores;
import dev.eider.worker.rig.Installation;
import dev.eider.worker.rig.Plans;
import dev.eider.worker.rig.Warehouse;
import io.temporal.client.WorkflowOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores compared with their ledgers: what was done to them by hand is found, and mended. */
@Tag("slow")
final class VerifyVectorsTest {
  private static final int BOOKS = 300;

  private final Path folder;
  private final Warehouse shop;
  private final Warehouse rows;

  VerifyVectorsTest(@TempDir Path folder) {
    this.folder = folder;
    this.shop = new Warehouse(folder.resolve("shop.duckdb"));
    this.rows = new Warehouse(folder.resolve("library.duckdb"));
  }

  @Test
  void findsAndMendsWhatWasDoneToDuckDbByHand() {
    try (Installation installation = Installation.withWorker(folder)) {
      ConnectorPlan at =
          new ConnectorPlan("duckdb", Map.of("path", folder.resolve("vectors.duckdb").toString()));
      findsAndMends(installation, plan(at, false));
    }
  }

  @Test
  void findsAndMendsWhatWasDoneToChromaByHand() {
    try (RealChroma chroma = RealChroma.start(folder);
        Installation installation = Installation.withWorker(folder)) {
      findsAndMends(
          installation, plan(new ConnectorPlan("chroma", Map.of("url", chroma.url())), false));
    }
  }

  @Test
  void aSyncThatVerifiesIsPartialWhereItsStoreWasChanged() {
    books();
    ConnectorPlan at =
        new ConnectorPlan("duckdb", Map.of("path", folder.resolve("vectors.duckdb").toString()));
    try (Installation installation = Installation.withWorker(folder)) {
      SyncPlan plan = plan(at, true);
      assertThat(installation.run(plan).outcome()).isEqualTo(Outcome.DONE);
      new Warehouse(folder.resolve("vectors.duckdb"))
          .run("DELETE FROM \"library.books\" WHERE metadata->>'shelf' = '3'");

      SyncReport report = installation.run(plan);

      assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(report.notes())
          .extracting(Problem::code)
          .filteredOn(code -> code.startsWith("verify"))
          .containsExactly("verify.vectors");
    }
  }

  private void findsAndMends(Installation installation, SyncPlan plan) {
    books();
    assertThat(vectors(installation, plan)).isEqualTo(new Vectors(BOOKS, 0, 0));
    Stored equal = compared(installation, plan, false);
    assertThat(equal.fault()).isNull();
    assertThat(equal.equal()).as(equal.toString()).isTrue();
    assertThat(equal.same()).isEqualTo(BOOKS);
    assertThat(equal.entries()).isEqualTo(BOOKS);

    List<String> changed = changedByHand(plan);
    rows.run(
        "UPDATE books SET about = 'now about soup', _airbyte_raw_id = uuid()::VARCHAR WHERE id = 9");
    rows.run("DELETE FROM books WHERE id = 8");

    Stored found = compared(installation, plan, false);
    assertThat(found.fault()).isNull();
    assertThat(counts(found)).containsExactly(1L, 1L, 2L, 1L, 1L, 1L);
    assertThat(found.same()).isEqualTo(BOOKS - 3);
    assertThat(found.first())
        .contains(
            new Difference("missing", changed.get(0)),
            new Difference("stale", changed.get(1)),
            new Difference("stale", changed.get(2)),
            new Difference("surplus", "zz-0"));
    assertThat(counts(compared(installation, plan, false))).isEqualTo(counts(found));

    Stored mended = compared(installation, plan, true);
    assertThat(counts(mended)).isEqualTo(counts(found));
    assertThat(mended.mended()).isEqualTo(4);
    // The source still has the two rows that were changed here: a mirror brings them back.
    assertThat(vectors(installation, plan).embedded()).isBetween(3L, 5L);
    Stored after = compared(installation, plan, false);
    assertThat(after.equal()).as(after.toString()).isTrue();
    assertThat(after.others()).isEqualTo(1);
  }

  private static List<Long> counts(Stored found) {
    return List.of(
        found.missing(),
        found.surplus(),
        found.stale(),
        found.waiting(),
        found.gone(),
        found.others());
  }

  /** An entry goes, one has another text, one other metadata; one of ours and another's come. */
  private List<String> changedByHand(SyncPlan plan) {
    ConnectorPlan at = embed(plan).stores().getFirst();
    if (at.type().equals("duckdb")) {
      // Waits until the worker lets go of it.
      new Warehouse(folder.resolve("vectors.duckdb")).run("SELECT 1");
    }
    Settings settings = new Settings("/store", at.options(), new Secrets(List.of()), folder);
    try (VectorStore store = new VectorStores().named(at.type(), "/store").open(settings)) {
      Found found = store.find("library.books").orElseThrow();
      List<Hit> hits =
          store.search(found, vector(), BOOKS, Map.of()).stream()
              .filter(hit -> !hit.document().matches("Book number [89]\\n(?s:.*)"))
              .limit(3)
              .toList();
      store.delete(found, List.of(hits.get(0).id()));
      Hit text = hits.get(1);
      Hit metadata = hits.get(2);
      Map<String, Object> moved = new HashMap<>(metadata.metadata());
      moved.put("shelf", "moved by hand");
      Map<String, Object> ours = new HashMap<>(metadata.metadata());
      store.upsert(
          found,
          List.of(
              new Entry(text.id(), text.document() + " and more", vector(), text.metadata()),
              new Entry(metadata.id(), metadata.document(), vector(), moved),
              new Entry("zz-0", "no row has this", vector(), ours),
              new Entry("note", "somebody's own", vector(), Map.of("by", "hand"))));
      return List.of(hits.get(0).id(), text.id(), metadata.id());
    }
  }

  private static float[] vector() {
    float[] vector = new float[384];
    vector[0] = 1;
    return vector;
  }

  private void books() {
    shop.run(
        "CREATE TABLE books AS SELECT i::BIGINT AS id, 'Book number ' || i AS title,"
            + " CASE WHEN i % 2 = 0 THEN 'A sailor in a storm' ELSE 'Roses and größere 😀' END"
            + " || ', volume ' || i AS about, (i % 7)::VARCHAR AS shelf, i / 3.0 AS price,"
            + " i % 2 = 0 AS lent, i * 1000000007 AS number FROM range("
            + BOOKS
            + ") t(i)");
    shop.run("ALTER TABLE books ADD PRIMARY KEY (id)");
  }

  private SyncPlan plan(ConnectorPlan store, boolean verify) {
    StreamPlan books =
        new StreamPlan(
            "books",
            null,
            WriteWord.MIRROR,
            null,
            null,
            null,
            "books",
            null,
            null,
            null,
            null,
            null,
            null,
            new EmbedPlan(
                "{{ record.title }}\n{{ record.about }}",
                List.of("shelf", "price", "lent", "number"),
                0,
                0,
                new ConnectorPlan("minilm", Map.of()),
                List.of(store)));
    ConnectorPlan source =
        new ConnectorPlan(
            "duckdb", Map.of("path", folder.resolve("shop.duckdb").toString(), "schema", "main"));
    return new SyncPlan(
        "library",
        source,
        Plans.file(folder.resolve("library.duckdb")),
        List.of(books),
        false,
        SyncPlan.Pace.DEFAULT,
        verify);
  }

  private static EmbedPlan embed(SyncPlan plan) {
    EmbedPlan embed = plan.streams().getFirst().embed();
    assertThat(embed).isNotNull();
    return embed;
  }

  private static Vectors vectors(Installation installation, SyncPlan plan) {
    SyncReport report = installation.run(plan);
    assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.DONE);
    Vectors vectors = report.streams().getFirst().vectors();
    assertThat(vectors).isNotNull();
    return vectors;
  }

  private static Stored compared(Installation installation, SyncPlan plan, boolean mend) {
    VerifyReport report =
        installation
            .client()
            .newWorkflowStub(
                VerifyWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(VerifyWorkflow.workflowId(plan.name()))
                    .setTaskQueue(installation.server().settings().taskQueue())
                    .build())
            .run(new VerifyWorkflow.Request(plan, List.of(), mend));
    return report.streams().getFirst().stores().getFirst();
  }
}
