package dev.eider.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Eider in a folder of its own: server and worker running, commands typed as a user types them and
 * watched from outside.
 */
final class Installation implements AutoCloseable {
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final Pattern PORT = Pattern.compile("metrics on port (\\d+)");
  private static final String STEPS = "temporal_activity_execution_latency_seconds_sum";
  private static final int METRICS_MILLIS = 2_500;
  private static final int LOOK_EVERY_MILLIS = 20;
  private static final int READY_SECONDS = 60;

  private final Path launcher;
  private final Path folder;
  private @Nullable Process worker;

  private Installation(Path launcher, Path folder) {
    this.launcher = launcher;
    this.folder = folder;
  }

  /** Starts server and worker; neither counts. */
  static Installation start(Path launcher, Path folder) throws IOException, InterruptedException {
    Installation installation = new Installation(launcher, folder);
    installation.run("server", "start");
    installation.restartWorker();
    return installation;
  }

  /** A new worker process, so that its peak memory is that of what follows. */
  void restartWorker() throws IOException, InterruptedException {
    stopWorker();
    Process started = builder("worker").redirectOutput(log("worker").toFile()).start();
    worker = started;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
    while (!read("worker").contains("worker ready")) {
      if (!started.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("expected a worker to get ready but:\n" + read("worker"));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
  }

  /** Types a command and waits for its end; how long that took. */
  Duration run(String... words) throws IOException, InterruptedException {
    long start = System.nanoTime();
    // What it has to say beside its answer goes elsewhere.
    Process process =
        builder(words)
            .redirectErrorStream(false)
            .redirectOutput(log("command").toFile())
            .redirectError(log("talk").toFile())
            .start();
    int code = process.waitFor();
    Duration took = Limits.since(start);
    if (code != 0) {
      throw new IOException(
          "expected eider "
              + String.join(" ", words)
              + " to end with 0 but got "
              + code
              + ":\n"
              + read("command")
              + read("talk"));
    }
    return took;
  }

  /** What the last command answered. */
  String said() throws IOException {
    return read("command");
  }

  /** Where everything is kept. */
  Path home() {
    return folder.resolve("home");
  }

  /** How long the worker was at work in steps of this type since it started, by its own metrics. */
  Duration spentIn(String step) throws IOException, InterruptedException {
    // It counts them once a second.
    TimeUnit.MILLISECONDS.sleep(METRICS_MILLIS);
    Matcher port = PORT.matcher(read("worker"));
    if (!port.find()) {
      throw new IOException("expected the worker to name its port but:\n" + read("worker"));
    }
    double seconds = 0;
    URI metrics = URI.create("http://127.0.0.1:" + port.group(1) + "/metrics");
    try (InputStream body = metrics.toURL().openStream()) {
      String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.split("\n")) {
        if (line.startsWith(STEPS) && line.contains("activity_type=\"" + step + "\"")) {
          seconds += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
        }
      }
    }
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  /** The most memory the worker held since it started. */
  OptionalLong workersPeak() {
    Process running = worker;
    if (running == null) {
      return OptionalLong.empty();
    }
    try {
      Matcher matcher =
          PEAK.matcher(Files.readString(Path.of("/proc/" + running.pid() + "/status")));
      return matcher.find()
          ? OptionalLong.of(Long.parseLong(matcher.group(1)) << 10)
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      stopWorker();
      run("server", "stop");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stopWorker() throws InterruptedException {
    Process running = worker;
    if (running != null) {
      running.destroy();
      running.waitFor();
    }
  }

  private ProcessBuilder builder(String... words) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("EIDER_HOME", home().toString());
    builder.environment().put("EIDER_METRICS_PORT", "0");
    return builder;
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private String read(String name) throws IOException {
    Path file = log(name);
    return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
  }
}
