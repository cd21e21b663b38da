package dev.eider.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code eider bench [records]}: the limits of this machine, and Eider beside them. */
public final class Bench {
  private static final long RECORDS = 1_000_000;
  private static final long WARM_UP = 50_000;

  private Bench() {}

  /** Takes the number of records, and {@code --limits} to leave Eider itself out. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, SQLException {
    List<String> words = List.of(arguments);
    long records =
        words.stream()
            .filter(word -> word.matches("[\\d_]+"))
            .mapToLong(word -> Long.parseLong(word.replace("_", "")))
            .findFirst()
            .orElse(RECORDS);
    Path folder = Files.createTempDirectory("eider-bench");
    try (RecordsApi api = RecordsApi.start(records)) {
      run(api, records, folder, words.contains("--limits"));
    } finally {
      remove(folder);
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
    EndToEnd eider = new EndToEnd(launcher(), folder);
    eider.prepare(api);
    eider.startServer();
    System.out.println(eider.sync("Eider, API to DuckDB", records).line(limit));
    int before = api.requests();
    System.out.println(eider.sync("Eider again, nothing changed", 0).line(limit));
    System.out.println("requests of the second run: " + (api.requests() - before));
    api.grow(Records.PER_PAGE);
    System.out.println(eider.sync("Eider again, 1,000 new", Records.PER_PAGE).line(limit));
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
