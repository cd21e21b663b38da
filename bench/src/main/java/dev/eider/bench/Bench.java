package dev.eider.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code eider bench [records]}: the limits of this machine, and Eider beside them; {@code eider
 * bench changes [rows]}: what finding changes costs; {@code eider bench embed [chunks]}: embedding
 * beside Python, and what it costs that vectors follow their rows.
 */
public final class Bench {
  private static final long RECORDS = 1_000_000;
  private static final long WARM_UP = 50_000;
  private static final int TRIES = 5;

  /** A tenth of the rows that are mirrored is upserted, each time all of them. */
  private static final long UPSERTED = 10;

  private Bench() {}

  /**
   * Takes the number of records, {@code --limits} to leave Eider itself out, and {@code --in-step}
   * to leave out embedding beside Python.
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, SQLException {
    List<String> words = List.of(arguments);
    boolean changes = words.contains("changes");
    boolean embed = words.contains("embed");
    long records =
        words.stream()
            .filter(word -> word.matches("[\\d_]+"))
            .mapToLong(word -> Long.parseLong(word.replace("_", "")))
            .findFirst()
            .orElse(changes ? Changes.ROWS : embed ? Embeddings.CHUNKS : RECORDS);
    Path folder = Files.createTempDirectory("eider-bench");
    try {
      if (embed) {
        embed(records, folder, words.contains("--in-step"));
        return;
      }
      if (changes) {
        changes(records, folder);
        return;
      }
      try (RecordsApi api = RecordsApi.start(records)) {
        run(api, records, folder, words.contains("--limits"));
      }
    } finally {
      remove(folder);
    }
  }

  private static void embed(long chunks, Path folder, boolean inStepOnly)
      throws IOException, InterruptedException, SQLException {
    if (!inStepOnly) {
      new Embeddings(folder, chunks).run();
    }
    InStep inStep = new InStep(folder);
    inStep.searches();
    try (Installation installation = Installation.start(launcher(), folder)) {
      inStep.syncs(installation);
    }
  }

  private static void changes(long rows, Path folder)
      throws IOException, InterruptedException, SQLException {
    try (Installation installation = Installation.start(launcher(), folder)) {
      new Changes(installation, folder, rows).run();
      Upserts upserts = new Upserts(installation, folder, Math.max(1, rows / UPSERTED));
      upserts.table();
      upserts.api();
    }
  }

  private static void run(RecordsApi api, long records, Path folder, boolean limitsOnly)
      throws IOException, InterruptedException, SQLException {
    Measure unused = Limits.bareGet(api, Math.min(records, WARM_UP));
    Measure limit = Limits.bareGet(api, records);
    System.out.println(limit.line(limit));
    System.out.println(Limits.duckDb(folder, records).line(limit));
    if (limitsOnly) {
      return;
    }
    try (Installation installation = Installation.start(launcher(), folder)) {
      EndToEnd eider = new EndToEnd(installation, folder);
      Measure chunks = eider.api(api, records);
      System.out.println(chunks.line(limit));
      int before = api.requests();
      System.out.println(eider.again("again, nothing changed", 0).line(limit));
      System.out.println("  requests of that run: " + (api.requests() - before));
      api.grow(Records.PER_PAGE);
      System.out.println(eider.again("again, one page of new ones", Records.PER_PAGE).line(limit));
      Measure whole = eider.inOneChunk(api, records);
      System.out.println(whole.line(limit));
      System.out.printf(
          Locale.ROOT,
          "  chunks cost %.0f %% against one chunk%n",
          100.0 * chunks.took().toNanos() / whole.took().toNanos() - 100);
      Measure copy = eider.copyLimit(records);
      System.out.println(copy.line(limit));
      System.out.println(eider.tables(records).line(limit));
      System.out.println(eider.moreTables(records).line(limit));
      commands(installation);
    }
  }

  private static void commands(Installation eider) throws IOException, InterruptedException {
    for (String command : List.of("--help", "status bench")) {
      List<Duration> times = new ArrayList<>();
      for (int i = 0; i < TRIES; i++) {
        times.add(eider.run(command.split(" ")));
      }
      times.sort(null);
      System.out.printf(
          Locale.ROOT,
          "eider %-28s %.2f s (median of %d)%n",
          command,
          times.get(TRIES / 2).toNanos() / 1e9,
          TRIES);
    }
  }

  /** The launcher that started us says where it is. */
  private static Path launcher() {
    String named = System.getenv("EIDER_LAUNCHER");
    return Path.of(named == null ? "eider" : named).toAbsolutePath();
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
