package dev.eider.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalLong;

/** Eider's own lines of the report: {@code ./eider sync} with a worker that is running. */
final class EndToEnd {
  private static final int PER_CHUNK_AT_MOST = 1_000_000;

  private final Installation eider;
  private final Path folder;

  EndToEnd(Installation eider, Path folder) {
    this.eider = eider;
    this.folder = folder;
  }

  /** API into an empty table by primary key, in chunks. */
  Measure api(RecordsApi api, long records) throws IOException, InterruptedException {
    syncFile(folder, api, "bench", "");
    eider.restartWorker();
    return sync("API → DuckDB, upsert", "bench", records);
  }

  /** The same with the checkpoint left to the very end: what durability costs. */
  Measure inOneChunk(RecordsApi api, long records) throws IOException, InterruptedException {
    String chunk =
        "chunk: {pages: %d, time: PT1H, bytes: %d}".formatted(PER_CHUNK_AT_MOST, 1L << 39);
    syncFile(folder, api, "whole", chunk);
    eider.restartWorker();
    return sync("the same in one chunk", "whole", records);
  }

  /** The API's table again. */
  Measure again(String what, long records) throws IOException, InterruptedException {
    return sync(what, "bench", records);
  }

  /** What DuckDB needs to copy a table inside itself. */
  Measure copyLimit(long rows) throws SQLException {
    String url = "jdbc:duckdb:" + folder.resolve("shop.duckdb");
    try (Connection connection = DriverManager.getConnection(url);
        Statement work = connection.createStatement()) {
      work.execute(
          """
          CREATE TABLE orders AS SELECT i AS id, i %% 1000 AS customer, 'order ' || i AS title,
            (i * 1.5)::DECIMAL(12,2) AS total, i %% 7 = 0 AS paid, DATE '2024-01-01' + (i %% 365)::INT
            AS day, TIMESTAMP '2024-01-01' + to_seconds(i) AS updated_at, md5(i::VARCHAR) AS digest
            FROM range(%d) t(i)"""
              .formatted(rows));
      long start = System.nanoTime();
      work.execute("ATTACH '" + folder.resolve("copy.duckdb") + "' AS copy");
      work.execute("CREATE TABLE copy.orders AS SELECT * FROM orders");
      Duration took = Limits.since(start);
      return new Measure("CREATE TABLE AS, 8 columns", rows, took, OptionalLong.empty());
    }
  }

  /** The same table by a sync, by a worker that was just started. */
  Measure tables(long rows) throws IOException, InterruptedException {
    eider.restartWorker();
    return tables("DuckDB → DuckDB, new worker", "tables", rows);
  }

  /** The same again, into another database. */
  Measure moreTables(long rows) throws IOException, InterruptedException {
    return tables("DuckDB → DuckDB", "more", rows);
  }

  private Measure tables(String what, String name, long rows)
      throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        name: %1$s
        source: {type: duckdb, path: shop.duckdb}
        destination: {type: duckdb, path: %1$s.duckdb}
        """
            .formatted(name));
    return sync(what, name, rows);
  }

  /** A sync of the API into a file of the sync's name, with more lines of its own. */
  static void syncFile(Path folder, RecordsApi api, String name, String more) throws IOException {
    try (InputStream manifest = EndToEnd.class.getResourceAsStream("payments.yaml")) {
      if (manifest == null) {
        throw new IOException("expected payments.yaml in the jar");
      }
      Files.copy(manifest, folder.resolve("payments.yaml"), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        name: %1$s
        source:
          type: manifest
          manifest: payments.yaml
          config: {}
          rewrite: {"https://payments.example": "%2$s"}
        destination: {type: duckdb, path: %1$s.duckdb}
        %3$s
        """
            .formatted(name, api.root(), more));
  }

  private Measure sync(String what, String name, long records)
      throws IOException, InterruptedException {
    Duration took = eider.run("sync", name + ".yaml");
    return new Measure(what, records, took, eider.workersPeak());
  }
}
