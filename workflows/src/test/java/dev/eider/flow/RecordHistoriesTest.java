package dev.eider.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.outcome.FaultKind;
import dev.eider.outcome.Vectors;
import dev.eider.outcome.VerifyReport;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.EmbedPlan;
import dev.eider.plan.SyncPlan;
import dev.eider.step.Embed;
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
  private static final EmbedPlan EMBED =
      new EmbedPlan(
          "{{ record.title }}",
          List.of("shelf"),
          0,
          0,
          new ConnectorPlan("minilm", Map.of()),
          List.of(new ConnectorPlan("chroma", Map.of()), new ConnectorPlan("duckdb", Map.of())));

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

  @Test
  void recordsAStreamThatIsEmbedded() throws IOException {
    record("embedded", steps -> steps.embedded("orders", EMBED));
  }

  @Test
  void recordsASearch() throws IOException {
    try (TestWorkflowEnvironment server = server()) {
      Worker worker = server.newWorker(QUEUE);
      worker.registerWorkflowImplementationTypes(SearchWorkflowImpl.class);
      ScriptedEmbed embed = new ScriptedEmbed();
      worker.registerActivitiesImplementations(embed);
      server.start();
      WorkflowStub search = begun(server, "Search", "search/shop/1");
      search.start(new Embed.Question("shop", "orders", EMBED, null, "late parcels", 5, Map.of()));
      assertThat(search.getResult(Embed.Answer.class).hits()).isEmpty();
      write(server, "search/shop/1", "search/answered");
    }
  }

  @Test
  void recordsAComparisonOfRowsAndVectors() throws IOException {
    try (TestWorkflowEnvironment server = server()) {
      Worker worker = server.newWorker(QUEUE);
      worker.registerWorkflowImplementationTypes(VerifyWorkflowImpl.class);
      worker.registerActivitiesImplementations(
          new ScriptedSteps(QUEUE).embedded("orders", EMBED),
          new ScriptedVerify(),
          new ScriptedVectors());
      server.start();
      WorkflowStub verify = begun(server, "Verify", "verify/shop");
      verify.start(new VerifyWorkflow.Request(plan(), List.of()));
      assertThat(verify.getResult(VerifyReport.class).equal()).isTrue();
      write(server, "verify/shop", "verify/rows-and-vectors");
    }
  }

  private static TestWorkflowEnvironment server() {
    return TestWorkflowEnvironment.newInstance(
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(WireFormat.converter()).build())
            .build());
  }

  private static WorkflowStub begun(TestWorkflowEnvironment server, String type, String id) {
    return server
        .getWorkflowClient()
        .newUntypedWorkflowStub(
            type, WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(QUEUE).build());
  }

  private static void record(String scenario, UnaryOperator<ScriptedSteps> script)
      throws IOException {
    try (TestWorkflowEnvironment server = server()) {
      Worker worker = server.newWorker(QUEUE);
      worker.registerWorkflowImplementationTypes(SyncWorkflowImpl.class, StreamWorkflowImpl.class);
      worker.registerActivitiesImplementations(script.apply(new ScriptedSteps(QUEUE)));
      ScriptedEmbed embed = new ScriptedEmbed();
      embed.does(new Embed.Embedded(new Vectors(256, 0, 0), 44, null));
      embed.fails(FaultKind.UNAVAILABLE);
      embed.does(new Embed.Embedded(new Vectors(40, 2, 4), 0, "a collection was built anew"));
      server.newWorker(QUEUE + Embed.QUEUE_SUFFIX).registerActivitiesImplementations(embed);
      server.start();
      WorkflowStub sync = begun(server, "Sync", "sync/shop");
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
