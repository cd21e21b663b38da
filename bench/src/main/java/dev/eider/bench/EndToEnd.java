package dev.eider.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ./eider sync} as a user types it, in a process of its own, watched from outside. */
final class EndToEnd {
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final int LOOK_EVERY_MILLIS = 100;

  private final Path launcher;
  private final Path folder;

  EndToEnd(Path launcher, Path folder) {
    this.launcher = launcher;
    this.folder = folder;
  }

  /** Writes the sync file and the manifest that read this API into {@code bench.duckdb}. */
  void prepare(RecordsApi api) throws IOException {
    try (InputStream manifest = EndToEnd.class.getResourceAsStream("payments.yaml")) {
      if (manifest == null) {
        throw new IOException("expected payments.yaml in the jar");
      }
      Files.copy(manifest, folder.resolve("payments.yaml"));
    }
    Files.writeString(
        folder.resolve("sync.yaml"),
        """
        name: bench
        source:
          type: manifest
          manifest: payments.yaml
          config: {}
          rewrite: {"https://payments.example": "%s"}
        destination: {type: duckdb, path: bench.duckdb}
        """
            .formatted(api.root()));
  }

  /**
   * One run of the sync, from the start of its process to its end.
   *
   * @param what the report calls it
   * @param records how many it is expected to move
   */
  Measure sync(String what, long records) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(launcher.toString(), "sync", "sync.yaml")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sync.log").toFile())
            .start();
    OptionalLong peak = OptionalLong.empty();
    while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
      OptionalLong now = peak(process.pid());
      peak = now.isPresent() ? now : peak;
    }
    Measure measure = new Measure(what, records, Limits.since(start), peak);
    if (process.exitValue() != 0) {
      throw new IOException(
          "expected eider sync to end with 0 but got " + process.exitValue() + ":\n" + lastLines());
    }
    return measure;
  }

  /** Has a server run before anything is measured. */
  void startServer() throws IOException, InterruptedException {
    int code =
        new ProcessBuilder(launcher.toString(), "server", "start").inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException("expected eider server start to end with 0 but got " + code);
    }
  }

  private String lastLines() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("sync.log"), StandardCharsets.UTF_8);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  /** The kernel keeps the high-water mark, so looking now and then misses nothing but the end. */
  private static OptionalLong peak(long pid) {
    try {
      Matcher matcher = PEAK.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
      return matcher.find()
          ? OptionalLong.of(Long.parseLong(matcher.group(1)) << 10)
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
