package dev.eider.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.outcome.Outcome;
import dev.eider.outcome.Question;
import dev.eider.outcome.StreamReport;
import dev.eider.outcome.SyncReport;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.Detection;
import dev.eider.plan.SyncPlan;
import dev.eider.wire.WireFormat;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ApprovalWorkflowTest {
  private static final String QUEUE = "test";

  private TestWorkflowEnvironment server;
  private ScriptedSteps steps;
  private Worker worker;

  @BeforeEach
  void start() {
    server =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(WireFormat.converter())
                        .build())
                .build());
    steps = new ScriptedSteps(QUEUE);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void removesWhatIsGoneOnceEverythingIsLoaded() {
    steps.mirror("orders", Detection.EVERY_SYNC, 3, 1_000);

    SyncReport report = begun(1).getResult(SyncReport.class);

    assertThat(report.total().deleted()).isEqualTo(3);
    assertThat(steps.log)
        .endsWith("survey orders", "remove 3 of orders", "close orders at s1", "swept orders");
  }

  @Test
  void removesNothingWhereNothingIsGone() {
    steps.mirror("orders", Detection.EVERY_SYNC, 0, 1_000);

    begun(1).getResult(SyncReport.class);

    assertThat(steps.log).endsWith("survey orders", "close orders at s1", "swept orders");
  }

  @Test
  void asksBeforeManyRowsVanishAndWaitsForDays() {
    steps.mirror("orders", Detection.EVERY_SYNC, 101, 1_000);
    WorkflowStub sync = begun(1);

    StreamReport parked = parked("orders");
    server.sleep(Duration.ofDays(3));
    assertThat(steps.log).doesNotContain("remove 101 of orders");
    Question answered = stream("orders").update("decide", Question.class, true);

    assertThat(parked.phase()).isEqualTo("parked");
    assertThat(answered.text()).startsWith("101 of 1,000 rows are gone at the source");
    assertThat(sync.getResult(SyncReport.class).total().deleted()).isEqualTo(101);
    assertThat(steps.log).contains("remove 101 of orders");
  }

  @Test
  void aRejectedDeletionLeavesTheTableWholeAndSaysSo() {
    steps.mirror("orders", Detection.EVERY_SYNC, 1_000, 1_000);
    WorkflowStub sync = begun(1);
    Question question = parked("orders").question();

    Question unused = stream("orders").update("decide", Question.class, false);
    SyncReport report = sync.getResult(SyncReport.class);

    assertThat(question).isNotNull();
    assertThat(question.text()).startsWith("all 1,000 rows of the table are gone");
    assertThat(report.outcome()).isEqualTo(Outcome.DONE);
    assertThat(report.streams().getFirst().note()).startsWith("rejected: 1000 rows");
    assertThat(steps.log).doesNotContain("remove 1000 of orders", "swept orders");
  }

  @Test
  void aSecondAnswerIsRefused() {
    steps.mirror("orders", Detection.EVERY_SYNC, 1_000, 1_000);
    steps.mirror("items", Detection.EVERY_SYNC, 1_000, 1_000);
    begun(2);
    parked("orders");
    parked("items");
    WorkflowStub orders = stream("orders");
    Question unused = orders.update("decide", Question.class, true);

    assertThatThrownBy(() -> stream("orders").update("decide", Question.class, true))
        .satisfiesAnyOf(
            failure -> assertThat(failure).isInstanceOf(WorkflowUpdateException.class),
            failure -> assertThat(failure).hasMessageContaining("completed"));
  }

  @Test
  void ofTwoAnswersAtOnceOneIsTakenAndTheOtherRefused() {
    steps.mirror("orders", Detection.EVERY_SYNC, 1_000, 1_000);
    WorkflowStub sync = begun(1);
    parked("orders");
    worker.suspendPolling();

    CompletableFuture<Question> yes = answer(true);
    CompletableFuture<Question> no = answer(false);
    worker.resumePolling();
    CompletableFuture.allOf(yes, no).exceptionally(refused -> null).join();

    assertThat(List.of(yes.isCompletedExceptionally(), no.isCompletedExceptionally()))
        .containsExactlyInAnyOrder(true, false);
    SyncReport report = sync.getResult(SyncReport.class);
    assertThat(report.total().deleted()).isEqualTo(no.isCompletedExceptionally() ? 1_000 : 0);
  }

  private CompletableFuture<Question> answer(boolean approved) {
    WorkflowStub orders = stream("orders");
    return CompletableFuture.supplyAsync(() -> orders.update("decide", Question.class, approved));
  }

  @Test
  void betweenTwoLooksAMirrorWithoutACursorIsComparedAndLosesNothing() {
    steps.compared("orders", Detection.DAILY).knows("orders", "s0");
    steps.swept = Instant.ofEpochMilli(server.currentTimeMillis()).minus(Duration.ofHours(2));

    begun(1).getResult(SyncReport.class);

    assertThat(steps.read).containsExactly("COMPARE from s0");
    assertThat(steps.log).contains("settle orders").doesNotContain("survey orders", "swept orders");
  }

  @Test
  void aParkedStreamLeavesItsPlaceToTheOthers() {
    steps.mirror("orders", Detection.EVERY_SYNC, 1_000, 1_000);
    steps.stream("items", 2);
    WorkflowStub sync = begun(1);
    parked("orders");

    until(() -> steps.log.contains("close items at s2"));

    Question unused = stream("orders").update("decide", Question.class, true);
    assertThat(sync.getResult(SyncReport.class).outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void aParkedSyncCanBeCancelled() {
    steps.mirror("orders", Detection.EVERY_SYNC, 1_000, 1_000);
    WorkflowStub sync = begun(1);
    parked("orders");

    sync.cancel();

    assertThatThrownBy(() -> sync.getResult(SyncReport.class))
        .isInstanceOf(WorkflowFailedException.class);
    assertThat(steps.log).doesNotContain("remove 1000 of orders");
  }

  @Test
  void asksBeforeItGoesOnWithABrokenSchema() {
    steps.stream("orders", 1);
    steps.schemaChanges = List.of("column 'total' is gone");
    WorkflowStub sync = begun(1);
    until(() -> steps.log.contains("open orders"));
    until(() -> report("orders").question() != null);
    Question question = report("orders").question();

    Question unused = stream("orders").update("decide", Question.class, true);

    assertThat(question).isNotNull();
    assertThat(question.text()).startsWith("column 'total' is gone; approve");
    assertThat(sync.getResult(SyncReport.class).outcome()).isEqualTo(Outcome.DONE);
    assertThat(steps.log).containsSubsequence("accepted orders", "close orders at s1");
  }

  @Test
  void aRejectedSchemaFailsItsStreamBeforeARowIsRead() {
    steps.stream("orders", 1);
    steps.schemaChanges = List.of("column 'total' is gone");
    WorkflowStub sync = begun(1);
    until(() -> steps.log.contains("open orders"));
    until(() -> report("orders").question() != null);

    Question unused = stream("orders").update("decide", Question.class, false);

    assertThatThrownBy(() -> sync.getResult(SyncReport.class))
        .hasStackTraceContaining("the changed schema was rejected: column 'total' is gone");
    assertThat(steps.loaded).isEmpty();
  }

  @Test
  void aReadThatSetRowsAsideDeletesNothing() {
    steps.mirror("orders", Detection.EVERY_SYNC, 3, 1_000);
    steps.setAside = 2;

    SyncReport report = begun(1).getResult(SyncReport.class);

    assertThat(report.streams().getFirst().note()).contains("2 rows of this read were set aside");
    assertThat(steps.log).doesNotContain("survey orders", "swept orders");
  }

  @Test
  void looksOnceADayWhenToldSo() {
    steps.mirror("orders", Detection.DAILY, 3, 1_000);
    steps.swept = Instant.ofEpochMilli(server.currentTimeMillis()).minus(Duration.ofHours(23));
    begun(1).getResult(SyncReport.class);
    assertThat(steps.log).doesNotContain("survey orders");

    steps.swept = Instant.ofEpochMilli(server.currentTimeMillis()).minus(Duration.ofHours(25));
    begun(1).getResult(SyncReport.class);
    assertThat(steps.log).contains("survey orders");
  }

  @Test
  void neverLooksWhenToldSo() {
    steps.mirror("orders", Detection.NEVER, 3, 1_000);

    begun(1).getResult(SyncReport.class);

    assertThat(steps.log).doesNotContain("survey orders");
  }

  private WorkflowStub begun(int parallel) {
    if (!server.isStarted()) {
      worker = server.newWorker(QUEUE);
      worker.registerWorkflowImplementationTypes(SyncWorkflowImpl.class, StreamWorkflowImpl.class);
      worker.registerActivitiesImplementations(steps);
      server.start();
    }
    SyncPlan.Pace pace =
        new SyncPlan.Pace(parallel, 10, Duration.ofSeconds(5), 1 << 20, Duration.ofHours(1));
    ConnectorPlan scripted = new ConnectorPlan("scripted", Map.of());
    SyncPlan plan = new SyncPlan("shop", scripted, scripted, List.of(), false, pace);
    WorkflowStub workflow =
        server
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                "Sync",
                WorkflowOptions.newBuilder()
                    .setWorkflowId(plan.workflowId())
                    .setTaskQueue(QUEUE)
                    .build());
    workflow.start(plan);
    return workflow;
  }

  private WorkflowStub stream(String name) {
    return server.getWorkflowClient().newUntypedWorkflowStub("sync/shop/" + name);
  }

  private StreamReport parked(String name) {
    until(() -> steps.log.contains("survey " + name));
    until(() -> report(name).question() != null);
    return report(name);
  }

  private StreamReport report(String name) {
    return stream(name).query("report", StreamReport.class);
  }

  private static void until(java.util.function.BooleanSupplier there) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!there.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within 20 s").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
