package dev.eider.worker.rig;

import dev.eider.worker.Connection;
import dev.eider.worker.ManagedServer;
import dev.eider.worker.Servers;
import dev.eider.worker.Settings;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The {@code temporal} program with its database in a folder, to be killed and to come back. */
public final class RealServer implements AutoCloseable {
  private static final int DEATH_SECONDS = 20;

  private final Settings settings;
  private final ManagedServer server;
  private final Path program = program();
  private ManagedServer.Running running;
  private boolean closed;

  public RealServer(Path home) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(name -> name.startsWith("TEMPORAL_"));
    environment.put("TEMPORAL_CONFIG_FILE", home.resolve("none.toml").toString());
    environment.put("EIDER_HOME", home.toString());
    environment.put("EIDER_TEMPORAL_CLI", program.toString());
    this.settings = Settings.from(environment);
    this.server = new ManagedServer(settings);
    start();
  }

  public Settings settings() {
    return settings;
  }

  public synchronized String address() {
    return running.address();
  }

  /** On the same file and the same ports as before. */
  public synchronized void start() {
    if (closed) {
      throw new IllegalStateException("the test ended, and so did its server");
    }
    running = server.start(program, line -> {});
  }

  /** What a power cut is to a process. */
  public synchronized void kill() {
    ProcessHandle process = ProcessHandle.of(running.pid()).orElseThrow();
    process.destroyForcibly();
    process.onExit().orTimeout(DEATH_SECONDS, TimeUnit.SECONDS).join();
  }

  /** SIGSTOP, SIGCONT and the like, by their names without SIG. */
  public synchronized void signal(String name) {
    Signals.send(name, running.pid());
  }

  public Connection connect() {
    return Servers.find(settings).orElseThrow().connect();
  }

  /** A stopped one would not hear that it is to end. */
  @Override
  public synchronized void close() {
    closed = true;
    Signals.send("CONT", running.pid());
    server.stop();
  }

  /** A proof that is not run proves nothing, so a missing program is a failure. */
  private static Path program() {
    String named = System.getenv().getOrDefault("EIDER_TEMPORAL_CLI", "");
    Stream<Path> candidates =
        named.isBlank()
            ? Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "temporal"))
            : Stream.of(Path.of(named));
    return candidates
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "expected the temporal program in EIDER_TEMPORAL_CLI ('"
                        + named
                        + "') or on PATH: these tests need a real server; .ci/run gets one"));
  }
}
