package dev.eider.worker.rig;

import dev.eider.outcome.SyncReport;
import dev.eider.plan.SyncPlan;
import dev.eider.worker.Connection;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server, its workers and a client in one folder; closing it ends them all. */
public final class Installation implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 240;

  private final Path folder;
  private final RealServer server;
  private final Connection connection;
  private final List<WorkerProcess> workers = new CopyOnWriteArrayList<>();
  private int made;
  private boolean closed;

  private Installation(Path folder) {
    this.folder = folder;
    this.server = new RealServer(folder.resolve("home"));
    this.connection = server.connect();
  }

  public static Installation in(Path folder) {
    return new Installation(folder);
  }

  public static Installation withWorker(Path folder) {
    Installation installation = new Installation(folder);
    installation.startWorker();
    return installation;
  }

  public Path home() {
    return folder.resolve("home");
  }

  public RealServer server() {
    return server;
  }

  public WorkflowClient client() {
    return connection.client();
  }

  public Histories histories() {
    return new Histories(client());
  }

  public List<WorkerProcess> workers() {
    return List.copyOf(workers);
  }

  public WorkerProcess startWorker() {
    return startWorker(Map.of());
  }

  public WorkerProcess startWorker(Map<String, String> environment) {
    return launchWorker(WorkerProcess.Making.usual(environment)).awaitReady();
  }

  /** Starts a worker and waits for nothing. */
  public synchronized WorkerProcess launchWorker(WorkerProcess.Making making) {
    if (closed) {
      throw new IllegalStateException("the test ended, and so did its workers");
    }
    String name = "worker-" + made++;
    WorkerProcess worker = WorkerProcess.start(folder, server.address(), name, making);
    workers.add(worker);
    return worker;
  }

  /** Starts a sync as the cli does. */
  public WorkflowStub start(SyncPlan plan) {
    WorkflowStub stub =
        client()
            .newUntypedWorkflowStub(
                "Sync",
                WorkflowOptions.newBuilder()
                    .setWorkflowId(plan.workflowId())
                    .setTaskQueue(server.settings().taskQueue())
                    .setStaticSummary(
                        plan.name()
                            + ": "
                            + plan.source().type()
                            + " → "
                            + plan.destination().type())
                    .build());
    var unused = stub.start(plan);
    return stub;
  }

  /** Runs a sync to its end, good or bad. */
  public SyncReport run(SyncPlan plan) {
    return reportOf(start(plan));
  }

  /** What came of it: a failed sync has its report in the failure. */
  public static SyncReport reportOf(WorkflowStub stub) {
    try {
      return stub.getResult(PATIENCE_SECONDS, TimeUnit.SECONDS, SyncReport.class);
    } catch (WorkflowFailedException e) {
      if (e.getCause() instanceof ApplicationFailure failure) {
        return failure.getDetails().get(1, SyncReport.class);
      }
      throw e;
    } catch (TimeoutException e) {
      throw new AssertionError(
          "expected the sync to end within "
              + PATIENCE_SECONDS
              + " s: "
              + stub.query("report", SyncReport.class),
          e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    workers.forEach(WorkerProcess::kill);
    connection.close();
    server.close();
  }
}
