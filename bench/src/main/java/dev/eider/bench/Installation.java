package dev.eider.bench;

import java.io.IOException;
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
    Process process = builder(words).redirectOutput(log("command").toFile()).start();
    int code = process.waitFor();
    Duration took = Limits.since(start);
    if (code != 0) {
      throw new IOException(
          "expected eider "
              + String.join(" ", words)
              + " to end with 0 but got "
              + code
              + ":\n"
              + read("command"));
    }
    return took;
  }

  /** What the last command printed. */
  String said() throws IOException {
    return read("command");
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
    builder.environment().put("EIDER_HOME", folder.resolve("home").toString());
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
