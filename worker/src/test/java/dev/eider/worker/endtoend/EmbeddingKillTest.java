package dev.eider.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.embedding.Document;
import dev.eider.outcome.Outcome;
import dev.eider.outcome.StreamReport;
import dev.eider.outcome.SyncReport;
import dev.eider.outcome.Vectors;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.EmbedPlan;
import dev.eider.plan.StreamPlan;
import dev.eider.plan.SyncPlan;
import dev.eider.plan.WriteWord;
import dev.eider.secret.Secrets;
import dev.eider.secret.Settings;
import dev.eider.vector.RealChroma;
import dev.eider.vector.VectorStore;
import dev.eider.vector.VectorStore.Found;
import dev.eider.vector.VectorStore.Listed;
import dev.eider.vector.VectorStores;
import dev.eider.worker.rig.Installation;
import dev.eider.worker.rig.Plans;
import dev.eider.worker.rig.Until;
import dev.eider.worker.rig.Warehouse;
import dev.eider.worker.rig.WorkerProcess;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowStub;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers killed while they embed, and while they write to a store or note that they did. {@code
 * -Deider.embed.kills=…} says how often in both tests together; {@code -Dkill.seed=…} repeats a
 * run.
 */
@Tag("slow")
final class EmbeddingKillTest {
  private static final int KILLS = Math.max(1, Integer.getInteger("eider.embed.kills", 8) / 2);

  /** Each life of a worker embeds a batch of 256, or two. */
  private static final int BOOKS = Math.max(1_000, 400 * KILLS);

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LEDGER = "_eider_documents";
  private static final int PAGE = 1_000;
  private static final double SAME = 0.9999;

  private final Path folder;
  private final long seed = Long.getLong("kill.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<String, Integer> killed = new TreeMap<>();

  EmbeddingKillTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void killsLeaveDuckDbWithWhatAnUndisturbedRunLeaves() {
    Path vectors = folder.resolve("vectors.duckdb");
    ConnectorPlan store = new ConnectorPlan("duckdb", Map.of("path", vectors.toString()));
    hunt(store, List.of(new File(vectors + ".wal")));
  }

  @Test
  void killsLeaveChromaWithWhatAnUndisturbedRunLeaves() {
    try (RealChroma chroma = RealChroma.start(folder)) {
      hunt(
          new ConnectorPlan("chroma", Map.of("url", chroma.url())),
          List.of(
              folder.resolve("chroma.sqlite3").toFile(),
              folder.resolve("chroma.sqlite3-wal").toFile(),
              folder.resolve("chroma.sqlite3-journal").toFile()));
    }
  }

  private void hunt(ConnectorPlan store, List<File> written) {
    books();
    long began = System.nanoTime();
    ConnectorPlan beside = new ConnectorPlan("duckdb", Map.of("path", file("calm-vectors")));
    StreamReport hunted;
    StreamReport calm;
    try (Installation installation = Installation.withWorker(folder)) {
      WorkflowStub sync = installation.start(plan("hunted", store));
      for (int i = 0; i < KILLS && isRunning(sync); i++) {
        killOne(installation, written);
      }
      hunted = done(Installation.reportOf(sync));
      calm = done(installation.run(plan("calm", beside)));
    }
    Map<String, Line> found = entries(store, "hunted.books");
    Map<String, Line> expected = entries(beside, "calm.books");
    long equal =
        expected.entrySet().stream()
            .filter(line -> line.getValue().equals(found.get(line.getKey())))
            .count();
    int kills = killed.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf(
        Locale.ROOT,
        "kill.seed=%d, embedding into %s: %d kills %s in %d s%n"
            + "  entries equal to the undisturbed run: %d of %d, %d in all%n"
            + "  chunks embedded: %d by steps that ended, %d undisturbed%n",
        seed,
        store.type(),
        kills,
        killed,
        Duration.ofNanos(System.nanoTime() - began).toSeconds(),
        equal,
        expected.size(),
        found.size(),
        vectors(hunted).embedded(),
        vectors(calm).embedded());
    assertThat(kills).as("there was something left to do until the last kill").isEqualTo(KILLS);
    assertThat(found).as("kill.seed=" + seed).hasSize(BOOKS).isEqualTo(expected);
    assertThat(new Warehouse(Path.of(file("hunted"))).number("SELECT count(*) FROM " + LEDGER))
        .as("kill.seed=" + seed)
        .isEqualTo(BOOKS);
    assertThat(vectors(calm)).isEqualTo(new Vectors(BOOKS, 0, 0));
  }

  private void killOne(Installation installation, List<File> written) {
    WorkerProcess worker = installation.workers().getLast();
    File ledger = new File(file("hunted") + ".wal");
    switch (random.nextInt(3)) {
      case 0 -> {
        moved(written);
        Until.passed(Duration.ofMillis(random.nextInt(40)));
        count("writing to the store");
      }
      case 1 -> {
        moved(List.of(ledger));
        Until.passed(Duration.ofMillis(random.nextInt(40)));
        count("noting it");
      }
      case 2 -> {
        moved(written);
        Until.passed(Duration.ofMillis(random.nextInt(1_500)));
        count("any time");
      }
      default -> throw new IllegalStateException("three ways");
    }
    worker.kill();
    installation.startWorker();
  }

  private void count(String moment) {
    killed.merge(moment, 1, Integer::sum);
  }

  private static void moved(List<File> files) {
    long before = state(files);
    Until.holds("a write", PATIENCE, Duration.ofNanos(300_000), () -> state(files) != before);
  }

  private static long state(List<File> files) {
    return files.stream().mapToLong(file -> 31 * file.length() + file.lastModified()).sum();
  }

  private static boolean isRunning(WorkflowStub sync) {
    return sync.describe().getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  private static StreamReport done(SyncReport report) {
    assertThat(report.outcome()).isEqualTo(Outcome.DONE);
    return report.streams().getFirst();
  }

  private static Vectors vectors(StreamReport report) {
    return Objects.requireNonNull(report.vectors());
  }

  /** By the key of their row. */
  private Map<String, Line> entries(ConnectorPlan plan, String collection) {
    Settings settings = new Settings("/store", plan.options(), new Secrets(List.of()), folder);
    Map<String, Line> entries = new HashMap<>();
    try (VectorStore store = new VectorStores().named(plan.type(), "/store").open(settings)) {
      Found found = store.find(collection).orElseThrow();
      List<Listed> page = store.list(found, null, PAGE);
      while (!page.isEmpty()) {
        Map<String, float[]> vectors = store.vectors(found, page.stream().map(Listed::id).toList());
        for (Listed each : page) {
          Line before =
              entries.put(
                  String.valueOf(each.metadata().get(Document.KEY)),
                  new Line(
                      String.valueOf(each.metadata().get(Document.HASH)),
                      String.valueOf(each.metadata().get("shelf")),
                      Objects.requireNonNull(vectors.get(each.id()))));
          assertThat(before).as("two entries of one row").isNull();
        }
        page = store.list(found, page.getLast().id(), PAGE);
      }
    }
    return entries;
  }

  private void books() {
    Warehouse shop = new Warehouse(Path.of(file("shop")));
    shop.run(
        "CREATE TABLE books AS SELECT i::BIGINT AS id, 'Book number ' || i AS title, CASE i % 4"
            + " WHEN 0 THEN 'A sailor fights a storm on the ocean, volume ' || i"
            + " WHEN 1 THEN 'Growing roses in a small garden, volume ' || i"
            + " WHEN 2 THEN 'The history of railways, volume ' || i"
            + " ELSE 'Learning to paint portraits, volume ' || i END AS about,"
            + " 'shelf ' || (i % 7) AS shelf FROM range("
            + BOOKS
            + ") t(i)");
    shop.run("ALTER TABLE books ADD PRIMARY KEY (id)");
  }

  private String file(String name) {
    return folder.resolve(name + ".duckdb").toString();
  }

  private SyncPlan plan(String name, ConnectorPlan store) {
    StreamPlan books =
        new StreamPlan(
            "books",
            null,
            WriteWord.MIRROR,
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
                "{{ record.title }}\n{{ record.about }}",
                List.of("shelf"),
                0,
                0,
                new ConnectorPlan("minilm", Map.of()),
                List.of(store)));
    ConnectorPlan source =
        new ConnectorPlan("duckdb", Map.of("path", file("shop"), "schema", "main"));
    return Plans.plan(name, source, Path.of(file(name)), SyncPlan.Pace.DEFAULT, books);
  }

  /**
   * What is compared of an entry: equal where all but the last digits of its vector is.
   *
   * @param hash of its text
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared by what the numbers mean.
  private record Line(String hash, String shelf, float[] vector) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Line line
          && hash.equals(line.hash)
          && shelf.equals(line.shelf)
          && cosine(vector, line.vector) > SAME;
    }

    @Override
    public int hashCode() {
      return hash.hashCode();
    }

    private static double cosine(float[] one, float[] other) {
      double product = 0;
      double ones = 0;
      double others = 0;
      for (int i = 0; i < one.length; i++) {
        product += (double) one[i] * other[i];
        ones += (double) one[i] * one[i];
        others += (double) other[i] * other[i];
      }
      return product / Math.sqrt(ones * others);
    }
  }
}
