package dev.eider.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EiderWorkerTest {
  private final Path home;

  private final List<String> said = new ArrayList<>();
  private Settings settings;
  private Server server;
  private EiderWorker worker;

  EiderWorkerTest(@TempDir Path home) {
    this.home = home;
  }

  @BeforeEach
  void start() {
    settings =
        Settings.from(
            Map.of(
                "EIDER_HOME",
                home.toString(),
                "EIDER_SERVER",
                "memory",
                "EIDER_METRICS_PORT",
                "0"));
    server = Servers.choose(settings, said::add);
    worker = worker();
  }

  @AfterEach
  void stop() {
    worker.close();
    server.close();
  }

  @Test
  void worksOnTheSharedQueueAndOnItsOwn() {
    assertThat(greet("one", settings.taskQueue())).isEqualTo("hello Ada");
    assertThat(greet("two", settings.ownQueue())).isEqualTo("hello Ada");
  }

  @Test
  void registersItsSearchAttributes() {
    assertThat(worker.ready().searchAttributes()).isTrue();
  }

  @Test
  void servesItsHealthAndItsMetrics() throws Exception {
    assertThat(greet("one", settings.taskQueue())).isEqualTo("hello Ada");
    worker.ready().meters().counter("eider.rows").increment(3);
    assertThat(page("/health")).isEqualTo("{\"status\":\"up\"}\n");
    assertThat(page("/metrics"))
        .contains("eider_rows_total 3.0")
        // Temporal's counters are reported every second, its timers at once.
        .contains("temporal_workflow_task_schedule_to_start_latency_seconds_count");
  }

  @Test
  void aSecondWorkerGoesOnWithWhatTheFirstBegan() throws Exception {
    try (Connection connection = server.connect()) {
      WorkflowOptions options =
          WorkflowOptions.newBuilder()
              .setWorkflowId("patient")
              .setTaskQueue(settings.taskQueue())
              .build();
      PatientWorkflow patient = connection.client().newWorkflowStub(PatientWorkflow.class, options);
      WorkflowExecution started = WorkflowClient.start(patient::run, "Ada");
      assertThat(started.getWorkflowId()).isEqualTo("patient");
      assertThat(patient.waits()).isTrue();
      worker.close();
      worker = worker();
      patient.now();
      assertThat(WorkflowStub.fromTyped(patient).getResult(20, TimeUnit.SECONDS, String.class))
          .isEqualTo("at last, Ada");
    }
  }

  private EiderWorker worker() {
    Steps steps =
        new Steps(
            List.of(GreetingWorkflow.Impl.class, PatientWorkflow.Impl.class),
            List.of(new GreetingWorkflow.Hello()));
    return EiderWorker.start(settings, server, ready -> steps, said::add);
  }

  private String greet(String id, String queue) {
    return worker
        .ready()
        .connection()
        .client()
        .newWorkflowStub(
            GreetingWorkflow.class,
            WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(queue).build())
        .greet("Ada");
  }

  private String page(String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + worker.metricsPort().orElseThrow() + path);
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }
}
