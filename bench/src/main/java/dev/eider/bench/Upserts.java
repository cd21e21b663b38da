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
import org.jspecify.annotations.Nullable;

/**
 * Full reads of a table or an API, of which a hundredth changed, into what they gave before; beside
 * DuckDB's own MERGE of the same rows into a table that has no columns of Eider's.
 */
final class Upserts {
  private static final Target RATIO = new Target(2, "×");
  private static final String SOURCE = "small.duckdb";
  private static final String BESIDE = "merged.duckdb";

  private final Installation eider;
  private final Engine engine;
  private final Path folder;
  private final long rows;

  Upserts(Installation eider, Path folder, long rows) {
    this.eider = eider;
    this.engine = new Engine(folder);
    this.folder = folder;
    this.rows = rows;
  }

  /** Rows staged as a DuckDB file. */
  void table() throws IOException, InterruptedException, SQLException {
    engine.make(SOURCE, rows);
    engine.copy(SOURCE, BESIDE);
    Files.writeString(
        folder.resolve("upsert.yaml"),
        """
        name: upsert
        source: {type: duckdb, path: %s}
        destination: {type: duckdb, path: upsert.duckdb}
        streams:
          orders: {mode: full_refresh, write: upsert}
        """
            .formatted(SOURCE));
    eider.restartWorker();
    Round unused = sync("upsert", new Counted(rows, 0, 0), null);
    List<Round> all = new ArrayList<>();
    do {
      Counted changes = new Counted(0, engine.change(SOURCE, all.size()), 0);
      all.add(sync("upsert", changes, engine.merge(SOURCE, BESIDE)));
    } while (Median.wantsMore(all.size(), all.getLast().sync().workflow()));
    print("upsert, 1 % changed, DuckDB", all);
  }

  /** Rows staged as newline-delimited JSON. */
  void api() throws IOException, InterruptedException, SQLException {
    Path lines = folder.resolve("rows.ndjson");
    try (RecordsApi api = RecordsApi.start(rows)) {
      api.writeTo(lines);
      engine.load(lines, "payments.duckdb");
      EndToEnd.syncFile(folder, api, "api", "streams: {payments: {mode: full_refresh}}");
      eider.restartWorker();
      Round unused = sync("api", new Counted(rows, 0, 0), null);
      List<Round> all = new ArrayList<>();
      do {
        Counted changes = new Counted(0, api.change(), 0);
        api.writeTo(lines);
        all.add(sync("api", changes, engine.mergeJson(lines, "payments.duckdb")));
      } while (Median.wantsMore(all.size(), all.getLast().load()));
      print("upsert, 1 % changed, NDJSON", all);
    }
  }

  private Round sync(String name, Counted expected, @Nullable Compared merge)
      throws IOException, InterruptedException {
    if (merge != null) {
      expected.mustBe(merge.changes(), "MERGE");
    }
    Duration before = eider.spentIn("Load");
    Duration command = eider.run("sync", name + ".yaml", "-o", "json");
    Reported reported = Reported.of(eider.said(), command);
    expected.mustBe(reported.changes(), "the sync");
    Duration load = eider.spentIn("Load").minus(before);
    return new Round(reported, load, merge == null ? load : merge.took());
  }

  private void print(String what, List<Round> all) {
    Round median = Median.of(all, Round::ratio);
    Verdict.atMost(
            what,
            rows,
            median.ratio(),
            RATIO,
            "load steps %s, MERGE %s with %d MB; the workflow %s, whole command %s, median of %d"
                .formatted(
                    Changes.told(median.load()),
                    Changes.told(median.merge()),
                    Engine.MEMORY_TO_WRITE,
                    Changes.told(median.sync().workflow()),
                    Changes.told(median.sync().command()),
                    all.size()))
        .print();
  }

  /**
   * The same changes brought in twice.
   *
   * @param sync by Eider
   * @param load its load steps alone
   * @param merge DuckDB alone
   */
  private record Round(Reported sync, Duration load, Duration merge) {
    double ratio() {
      return Limits.seconds(load) / Limits.seconds(merge);
    }
  }
}
