package dev.eider.bench;

import dev.eider.bench.Engine.Compared;
import dev.eider.bench.Reported.Counted;
import dev.eider.bench.Verdict.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * {@code eider bench changes [rows]}: a mirror of a table of so many rows, and a comparison of it,
 * beside what DuckDB needs for the same. Every count that is reported must be right.
 */
final class Changes {
  static final long ROWS = 10_000_000;
  private static final Target UNCHANGED = new Target(3, "s");
  private static final Target RATIO = new Target(2, "×");
  private static final Target SNAPSHOT = new Target(16, "bytes a row");
  private static final Target MEMORY = new Target(512, "MB");
  private static final String SOURCE = "shop.duckdb";
  private static final String DESTINATION = "mirror.duckdb";

  private final Installation eider;
  private final Engine engine;
  private final Path folder;
  private final long rows;

  Changes(Installation eider, Path folder, long rows) {
    this.eider = eider;
    this.engine = new Engine(folder);
    this.folder = folder;
    this.rows = rows;
  }

  /** Starts with a source and an empty destination. */
  void run() throws IOException, InterruptedException, SQLException {
    engine.make(SOURCE, rows);
    Files.writeString(
        folder.resolve("mirror.yaml"),
        """
        name: mirror
        source: {type: duckdb, path: %s}
        destination: {type: duckdb, path: %s}
        streams:
          orders: {write: mirror, table: orders, fuse: {percent: 10, rows: %d}}
        """
            .formatted(SOURCE, DESTINATION, rows));
    eider.restartWorker();
    Reported first = sync(new Counted(rows, 0, 0));
    String peak = eider.workersPeak().stream().mapToObj(Changes::mebibytes).findFirst().orElse("–");
    Verdict.told(
            "mirror, first time", rows, told(first.workflow()), beside(first) + ", peak " + peak)
        .print();
    eider.restartWorker();
    unchanged();
    long before = snapshot();
    changed();
    snapshots(before);
    peak(eider.workersPeak());
    verify();
  }

  private void unchanged() throws IOException, InterruptedException {
    List<Reported> all = new ArrayList<>();
    do {
      all.add(sync(Counted.NONE));
    } while (Median.wantsMore(all.size(), all.getLast().workflow()));
    Reported median = Median.of(all, Reported::seconds);
    Verdict.atMost(
            "mirror, nothing changed",
            rows,
            median.seconds(),
            UNCHANGED,
            "the workflow; " + beside(median) + ", median of " + all.size())
        .print();
  }

  private void changed() throws IOException, InterruptedException, SQLException {
    List<Round> all = new ArrayList<>();
    do {
      int round = all.size();
      Counted changes = new Counted(0, engine.change(SOURCE, round), engine.delete(SOURCE, round));
      Compared plain = engine.join(SOURCE, DESTINATION);
      changes.mustBe(plain.changes(), "the plain join");
      all.add(new Round(sync(changes), plain));
    } while (Median.wantsMore(all.size(), all.getLast().sync().workflow()));
    Round median = Median.of(all, Round::ratio);
    Verdict.atMost(
            "mirror, 1 % changed, 0.1 % gone",
            rows,
            median.ratio(),
            RATIO,
            "the workflow %s, FULL OUTER JOIN %s with %d MB; %s, median of %d"
                .formatted(
                    told(median.sync().workflow()),
                    told(median.plain().took()),
                    median.plain().memory(),
                    beside(median.sync()),
                    all.size()))
        .print();
  }

  private void snapshots(long before) throws IOException {
    long after = snapshot();
    Verdict.atMost(
            "snapshot",
            rows,
            (double) Math.max(before, after) / rows,
            SNAPSHOT,
            String.format(
                Locale.ROOT,
                "%.2f after the first sync, %.2f after the last",
                (double) before / rows,
                (double) after / rows))
        .print();
  }

  private void peak(OptionalLong bytes) {
    if (bytes.isEmpty()) {
      Verdict.told("worker's peak", rows, "–", "not known here").print();
      return;
    }
    double mebibytes = bytes.getAsLong() / (double) (1 << 20);
    Verdict.atMost("worker's peak", rows, mebibytes, MEMORY, "over the syncs after the first")
        .print();
  }

  /** Ends with another code than 0 when they are not equal, which stops everything. */
  private void verify() throws IOException, InterruptedException {
    eider.restartWorker();
    Duration command = eider.run("verify", "mirror.yaml", "-o", "json");
    Duration workflow = Reported.took(eider.said());
    String peak = eider.workersPeak().stream().mapToObj(Changes::mebibytes).findFirst().orElse("–");
    Verdict.told(
            "verify, equal",
            rows,
            told(workflow),
            "the workflow; whole command " + told(command) + ", peak " + peak)
        .print();
  }

  private Reported sync(Counted expected) throws IOException, InterruptedException {
    Duration command = eider.run("sync", "mirror.yaml", "-o", "json");
    Reported reported = Reported.of(eider.said(), command);
    expected.mustBe(reported.changes(), "the sync");
    return reported;
  }

  private long snapshot() throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(eider.home().resolve("snapshots"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  private static String beside(Reported reported) {
    return "whole command " + told(reported.command());
  }

  private static String mebibytes(long bytes) {
    return (bytes >> 20) + " MB";
  }

  static String told(Duration took) {
    return String.format(Locale.ROOT, "%.2f s", Limits.seconds(took));
  }

  /**
   * The same changes found twice.
   *
   * @param sync by Eider
   * @param plain by DuckDB alone
   */
  private record Round(Reported sync, Compared plain) {
    double ratio() {
      return sync.seconds() / plain.seconds();
    }
  }
}
