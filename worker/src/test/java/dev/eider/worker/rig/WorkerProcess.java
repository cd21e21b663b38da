package dev.eider.worker.rig;

import dev.eider.worker.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A worker as a process of its own, which alone can be killed as the kernel kills. */
public final class WorkerProcess {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration DEATH = Duration.ofSeconds(20);

  private static final String READY = "worker ready on ";

  private final Process process;
  private final Path log;

  private WorkerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * What is special about one.
   *
   * @param heap the most its heap may take, e.g. {@code 384m}
   * @param environment beside what every worker needs
   */
  public record Making(String heap, Map<String, String> environment) {
    private static final String USUAL = "384m";

    public static Making usual(Map<String, String> environment) {
      return new Making(USUAL, environment);
    }
  }

  /**
   * Starts one and waits for nothing.
   *
   * @param folder where it works; its installation is {@code home} below
   * @param address of the server
   * @param name of its log
   */
  static WorkerProcess start(Path folder, String address, String name, Making making) {
    Path log = folder.resolve("logs").resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx" + making.heap(),
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + temporary(folder),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(key -> key.startsWith("TEMPORAL_") || key.startsWith("EIDER_"));
    builder.environment().put("EIDER_HOME", folder.resolve("home").toString());
    builder.environment().put("EIDER_METRICS_PORT", "0");
    builder.environment().put("TEMPORAL_ADDRESS", address);
    builder.environment().put("TEMPORAL_CONFIG_FILE", folder.resolve("none.toml").toString());
    builder.environment().putAll(making.environment());
    try {
      Files.createDirectories(log.getParent());
      return new WorkerProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A killed worker leaves what it unpacked, 60 MB each, so that goes where the test's folder does.
   */
  private static Path temporary(Path folder) {
    try {
      return Files.createDirectories(folder.resolve("tmp"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it polls. */
  public WorkerProcess awaitReady() {
    if (!becomesReady()) {
      throw new AssertionError("the worker ended at once:\n" + log());
    }
    return this;
  }

  /** Waits until it polls or has ended; whether it polls. */
  public boolean becomesReady() {
    Until.holds("a ready worker", START, () -> isReady() || !process.isAlive());
    return isReady();
  }

  public String log() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<String> lines() {
    return log().lines().toList();
  }

  /** Whether it has begun to poll, and lives. */
  public boolean isReady() {
    return process.isAlive() && log().contains(READY);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL: no hook runs, nothing is flushed. */
  public void kill() {
    process.destroyForcibly();
    boolean unused = Until.ended(process, DEATH);
  }

  /** SIGSTOP, SIGCONT and the like, by their names without SIG. */
  public void signal(String name) {
    Signals.send(name, process.pid());
  }

  public long pid() {
    return process.pid();
  }
}
