package dev.eider.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.bench.Verdict.Target;
import dev.eider.secret.Secrets;
import dev.eider.secret.Settings;
import dev.eider.vector.VectorStore;
import dev.eider.vector.VectorStore.Entry;
import dev.eider.vector.VectorStore.Found;
import dev.eider.vector.VectorStore.Hit;
import dev.eider.vector.VectorStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The second half of {@code eider bench embed}: what it costs that vectors are in step with their
 * rows, and a search through many. Each count of embeddings must be right.
 */
final class InStep {
  private static final int DOCUMENTS = 5_000;
  private static final int VECTORS = 100_000;
  private static final int DIMENSION = 384;
  private static final int BATCH = 5_000;
  private static final int SEARCHES = 21;
  private static final int NEAREST = 10;
  private static final int SEED = 7;
  private static final Target UNCHANGED = new Target(2, "s");
  private static final Target SEARCH = new Target(100, "ms");
  private static final String SOURCE = "library-source.duckdb";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  InStep(Path folder) {
    this.folder = folder;
  }

  /** A stream whose rows are embedded, by the command a user types. */
  void syncs(Installation eider) throws IOException, InterruptedException, SQLException {
    run(
        """
        CREATE TABLE books AS SELECT i::BIGINT AS id, 'Book ' || i AS title, CASE i % 4
          WHEN 0 THEN 'A sailor fights a storm on the ocean' WHEN 1 THEN 'Roses in a small garden'
          WHEN 2 THEN 'The history of railways' ELSE 'Learning to paint' END || ', volume ' || i
          AS about FROM range(DOCUMENTS) t(i); ALTER TABLE books ADD PRIMARY KEY (id)"""
            .replace("DOCUMENTS", String.valueOf(DOCUMENTS)));
    Files.writeString(
        folder.resolve("library.yaml"),
        """
        name: library
        source: {type: duckdb, path: %s}
        destination: {type: duckdb, path: library.duckdb}
        streams:
          books:
            write: mirror
            embed: {document: "{{ record.title }}: {{ record.about }}"}
        """
            .formatted(SOURCE));
    followed(eider);
  }

  private void followed(Installation eider) throws IOException, InterruptedException, SQLException {
    Reported first = sync(eider, DOCUMENTS);
    Verdict.told("embedding, first time", DOCUMENTS, told(first.workflow()), beside(first)).print();
    List<Reported> all = new ArrayList<>();
    do {
      all.add(sync(eider, 0));
    } while (Median.wantsMore(all.size(), all.getLast().workflow()));
    Reported median = Median.of(all, Reported::seconds);
    Verdict.atMost(
            "embedding, nothing changed",
            DOCUMENTS,
            median.seconds(),
            UNCHANGED,
            "0 embeddings; the workflow; " + beside(median) + ", median of " + all.size())
        .print();
    run("UPDATE books SET about = about || ', second edition' WHERE id % 100 = 7");
    Reported changed = sync(eider, DOCUMENTS / 100);
    Verdict.told(
            "embedding, 1 % changed",
            DOCUMENTS,
            told(changed.workflow()),
            DOCUMENTS / 100 + " embeddings; the workflow; " + beside(changed))
        .print();
  }

  private Reported sync(Installation eider, long expected)
      throws IOException, InterruptedException {
    Duration command = eider.run("sync", "library.yaml", "-o", "json");
    JsonNode vectors = JSON.readTree(eider.said()).path("streams").path(0).path("vectors");
    if (vectors.path("embedded").asLong(-1) != expected) {
      throw new IOException("expected " + expected + " embeddings but was " + vectors);
    }
    return Reported.of(eider.said(), command);
  }

  /** A collection that is looked through vector by vector, in this process. */
  void searches() {
    Random random = new Random(SEED);
    Settings settings =
        new Settings(
            "/store",
            Map.of("path", folder.resolve("vectors.duckdb").toString()),
            new Secrets(List.of()),
            folder);

    try (VectorStore store = new VectorStores().named("duckdb", "/store").open(settings)) {
      Found found = store.create("bench", DIMENSION, Map.of());
      long began = System.nanoTime();
      for (int first = 0; first < VECTORS; first += BATCH) {
        List<Entry> entries = new ArrayList<>();
        for (int i = first; i < first + BATCH; i++) {
          entries.add(new Entry("e" + i, "text " + i, vector(random), Map.of("n", (long) i)));
        }
        store.upsert(found, entries);
      }
      Verdict.told("vectors written", VECTORS, told(Limits.since(began)), "made among it").print();
      List<Double> times = new ArrayList<>();
      List<Hit> unused = store.search(found, vector(random), NEAREST, Map.of());
      for (int i = 0; i < SEARCHES; i++) {
        float[] query = vector(random);
        long asked = System.nanoTime();
        List<Hit> hits = store.search(found, query, NEAREST, Map.of());
        times.add((System.nanoTime() - asked) / 1e6);
        if (hits.size() != NEAREST) {
          throw new IllegalStateException("expected " + NEAREST + " hits but was " + hits.size());
        }
      }
      Verdict.atMost(
              "exact search",
              VECTORS,
              Median.of(times, each -> each),
              SEARCH,
              "of " + DIMENSION + " numbers, after warm-up, median of " + SEARCHES)
          .print();
    }
  }

  private static float[] vector(Random random) {
    float[] vector = new float[DIMENSION];
    double length = 0;
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
      length += (double) vector[i] * vector[i];
    }
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] /= (float) Math.sqrt(length);
    }
    return vector;
  }

  private void run(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + folder.resolve(SOURCE));
        Statement work = connection.createStatement()) {
      work.execute(sql);
    }
  }

  private static String told(Duration took) {
    return Changes.told(took);
  }

  private static String beside(Reported reported) {
    return "whole command " + told(reported.command());
  }
}
