package dev.eider.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.outcome.FaultKind;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.SyncPlan;
import dev.eider.wire.WireFormat;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Writes histories for {@link ReplayTest}; run it on released code only. */
@EnabledIfSystemProperty(
    named = "record.histories",
    matches = "true",
    disabledReason = "histories come from released code, never from the change under test")
final class RecordHistoriesTest {
  private static final String QUEUE = "record";

  @Test
  void recordsOneStream() throws IOException {
    record("one-stream", steps -> steps.stream("orders", 3));
  }

  @Test
  void recordsTwoStreamsOfWhichOneFails() throws IOException {
    record(
        "one-of-two-fails",
        steps ->
            steps.stream("bad", 2).stream("good", 2).extractFails("bad", FaultKind.DENIED, null));
  }

  @Test
  void recordsAWait() throws IOException {
    record(
        "waits",
        steps ->
            steps.stream("orders", 2)
                .extractFails("orders", FaultKind.UNAVAILABLE, Duration.ofMinutes(5)));
  }

  @Test
  void recordsAContinueAsNew() throws IOException {
    record("continues", steps -> steps.stream("orders", StreamWorkflowImpl.CHUNKS_PER_RUN + 2));
  }

  private static void record(String scenario, UnaryOperator<ScriptedSteps> script)
      throws IOException {
    TestEnvironmentOptions options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(WireFormat.converter()).build())
            .build();
    try (TestWorkflowEnvironment server = TestWorkflowEnvironment.newInstance(options)) {
      Worker worker = server.newWorker(QUEUE);
      worker.registerWorkflowImplementationTypes(SyncWorkflowImpl.class, StreamWorkflowImpl.class);
      worker.registerActivitiesImplementations(script.apply(new ScriptedSteps(QUEUE)));
      server.start();
      WorkflowStub sync =
          server
              .getWorkflowClient()
              .newUntypedWorkflowStub(
                  "Sync",
                  WorkflowOptions.newBuilder()
                      .setWorkflowId("sync/shop")
                      .setTaskQueue(QUEUE)
                      .build());
      sync.start(plan());
      try {
        assertThat(sync.getResult(Object.class)).isNotNull();
      } catch (WorkflowFailedException expectedInSomeScenarios) {
        assertThat(expectedInSomeScenarios).hasCauseInstanceOf(RuntimeException.class);
      }
      write(server, "sync/shop", "sync/" + scenario);
      write(server, "sync/shop/orders", "stream/" + scenario);
      write(server, "sync/shop/good", "stream/" + scenario);
    }
  }

  private static void write(TestWorkflowEnvironment server, String workflowId, String name)
      throws IOException {
    String history;
    try {
      history = server.getWorkflowClient().fetchHistory(workflowId).toJson(true);
    } catch (RuntimeException noSuchWorkflowInThisScenario) {
      return;
    }
    Path file = ReplayTest.HISTORIES.resolve(name + ".json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, history);
  }

  private static SyncPlan plan() {
    return new SyncPlan(
        "shop",
        new ConnectorPlan("scripted", Map.of()),
        new ConnectorPlan("scripted", Map.of()),
        List.of(),
        false,
        SyncPlan.Pace.DEFAULT);
  }
}
