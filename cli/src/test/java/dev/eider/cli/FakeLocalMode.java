package dev.eider.cli;

import dev.eider.outcome.Problem;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import io.temporal.client.WorkflowClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A worker module whose server is the test's own. */
final class FakeLocalMode implements LocalMode {
  private final WorkflowClient client;
  boolean durable = true;
  boolean polling = true;
  boolean stranger;
  int workersStarted;
  String secret = "";

  FakeLocalMode(WorkflowClient client) {
    this.client = client;
  }

  @Override
  public Link connect(Map<String, String> environment, Consumer<String> say) {
    say.accept("Temporal: test");
    return new Link(client, "http://ui", durable, "eider", () -> stranger, () -> {});
  }

  @Override
  public boolean workerPolling(Link link) {
    return polling;
  }

  @Override
  public Work startWorker(Job job, Link link) {
    needed(job);
    workersStarted++;
    return () -> {};
  }

  @Override
  public void runWorker(Map<String, String> environment, Consumer<String> say) {
    say.accept("worker ready");
  }

  @Override
  public CheckResult check(Job job) {
    needed(job);
    StreamTask orders =
        new StreamTask(
            "orders",
            ReadMode.INCREMENTAL,
            new WriteMode.Upsert(List.of("id"), null),
            "updated_at",
            Duration.ZERO,
            "main.orders",
            null,
            "key",
            dev.eider.plan.BatchFormat.NDJSON);
    Problem note = new Problem("fake.note", "orders", "a guessed key", null);
    return new CheckResult(List.of(orders), List.of(note));
  }

  @Override
  public List<StreamLine> discover(Job job) {
    return List.of(
        new StreamLine(
            "orders",
            List.of("id"),
            null,
            List.of("full_refresh"),
            List.of("id", "total"),
            List.of("no cursor")));
  }

  @Override
  public Preview preview(Job job, String stream, int rows) {
    return new Preview(List.of("id"), List.of("{\"id\":1}", "{\"id\":2}"));
  }

  @Override
  public ServerState startServer(Map<String, String> environment, Consumer<String> say) {
    return new ServerState(true, "127.0.0.1:7233", "http://127.0.0.1:8233", "running");
  }

  @Override
  public ServerState stopServer(Map<String, String> environment, Consumer<String> say) {
    return new ServerState(false, null, null, "the server was stopped");
  }

  @Override
  public ServerState serverState(Map<String, String> environment) {
    return new ServerState(false, null, null, "no server is running");
  }

  @Override
  public List<Finding> doctor(Map<String, String> environment) {
    return List.of(new Finding("server", false, "does not answer", "start it"));
  }

  @Override
  public List<Finding> doctor(Job job) {
    return List.of(
        new Finding("secret TOKEN", true, "found in environment", null),
        new Finding("destination", false, "b.duckdb: process 7 holds it", "close process 7"));
  }

  @Override
  public void logToFile(Map<String, String> environment) {}

  /** A sync named after its secret asks for it, as the real one does before it starts a worker. */
  private void needed(Job job) {
    if (!job.plan().name().equals("secretive")) {
      return;
    }
    Optional<String> typed = Optional.ofNullable(job.prompt()).flatMap(p -> p.ask("TOKEN"));
    if (typed.isEmpty()) {
      throw Trouble.world(
          "secret.missing", "/source/token", "expected secret 'TOKEN'", "set TOKEN in .env");
    }
    secret = typed.get();
  }

  @Override
  public Demo demo(Map<String, String> environment, Path folder, Consumer<String> say) {
    throw new UnsupportedOperationException("tested with the real one");
  }
}
