package dev.eider.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalLong;

/** What this machine can do at most, one after the other: fetch the pages, load the same rows. */
final class Limits {
  private Limits() {}

  /** Every page, one request after the other, its bytes thrown away. */
  static Measure bareGet(RecordsApi api, long records) throws IOException, InterruptedException {
    long start = System.nanoTime();
    byte[] buffer = new byte[1 << 16];
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (long page = 1; (page - 1) * Records.PER_PAGE < records; page++) {
        URI uri = URI.create(api.root() + "/payments?page=" + page);
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        try (InputStream body = http.send(request, BodyHandlers.ofInputStream()).body()) {
          while (body.read(buffer) >= 0) {
            // Only the reading counts.
          }
        }
      }
    }
    return new Measure("bare GET of all pages", records, since(start), OptionalLong.empty());
  }

  /** The same rows as newline-delimited JSON in a file, loaded by DuckDB into a new database. */
  static Measure duckDb(Path folder, long records) throws IOException, SQLException {
    Path rows = folder.resolve("rows.ndjson");
    new Records().write(rows, records);
    long start = System.nanoTime();
    long loaded;
    String url = "jdbc:duckdb:" + folder.resolve("limit.duckdb");
    try (Connection connection = DriverManager.getConnection(url);
        Statement load = connection.createStatement()) {
      load.execute(
          "CREATE TABLE payments AS SELECT * FROM read_json('"
              + rows.toString().replace("'", "''")
              + "', format = 'newline_delimited')");
      try (Statement count = connection.createStatement();
          ResultSet result = count.executeQuery("SELECT count(*) FROM payments")) {
        loaded = result.next() ? result.getLong(1) : 0;
      }
    }
    Measure measure =
        new Measure("DuckDB loading the same NDJSON", loaded, since(start), OptionalLong.empty());
    Files.delete(rows);
    return measure;
  }

  static double seconds(Duration took) {
    return took.toNanos() / 1e9;
  }

  static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
