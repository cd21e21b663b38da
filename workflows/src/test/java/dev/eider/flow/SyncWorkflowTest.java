package dev.eider.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.outcome.FaultKind;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Outcome;
import dev.eider.outcome.StreamReport;
import dev.eider.outcome.SyncReport;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.SyncPlan;
import dev.eider.plan.Tolerance;
import dev.eider.wire.WireFormat;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SyncWorkflowTest {
  private static final String QUEUE = "test";

  private TestWorkflowEnvironment server;
  private ScriptedSteps steps;

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
  void loadsEveryChunkOnceInOrderAndClosesWithTheLastState() {
    steps.stream("orders", 3);

    SyncReport report = run(plan());

    assertThat(steps.loaded).containsExactly("orders/0 → s1", "orders/1 → s2", "orders/2 → s3");
    assertThat(steps.log).endsWith("close orders at s3");
    assertThat(report.outcome()).isEqualTo(Outcome.DONE);
    assertThat(report.total().read()).isEqualTo(30);
    assertThat(report.total().inserted()).isEqualTo(30);
  }

  @Test
  void extractsEachChunkFromWhereTheOneBeforeStopped() {
    steps.stream("orders", 3);

    run(plan());

    assertThat(steps.log)
        .containsSubsequence(
            "extract orders 0 from null",
            "extract orders 1 from page 1",
            "extract orders 2 from page 2");
  }

  @Test
  void tellsTheLengthOfARead() {
    steps.stream("orders", StreamWorkflowImpl.CHUNKS_PER_RUN + 2);
    steps.total = 77L;

    assertThat(run(plan()).streams().getFirst().total()).isEqualTo(77L);
  }

  @Test
  void closesAStreamThatHasNoRows() {
    steps.stream("empty", 0);

    SyncReport report = run(plan());

    assertThat(steps.loaded).isEmpty();
    assertThat(steps.log).contains("close empty at s1");
    assertThat(report.outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void oneStreamsFailureDoesNotStopTheOthers() {
    steps.stream("bad", 2).stream("good", 2).extractFails("bad", FaultKind.DENIED, null);

    SyncReport report = reportOfFailure(plan());

    assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
    assertThat(report.streams())
        .extracting(StreamReport::stream, StreamReport::outcome)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("bad", Outcome.FAILED),
            org.assertj.core.groups.Tuple.tuple("good", Outcome.DONE));
    assertThat(report.streams().getFirst().fault().kind()).isEqualTo(FaultKind.DENIED);
  }

  @Test
  void failsWithTheFaultOfTheFirstStreamWhenAllFail() {
    steps.stream("one", 1).extractFails("one", FaultKind.MISCONFIGURED, null);

    ApplicationFailure failure = failure(plan());

    assertThat(failure.getType()).isEqualTo("Misconfigured");
    assertThat(failure.getDetails().get(0, FaultReport.class).problem().code())
        .isEqualTo("test.scripted");
    assertThat(failure.getDetails().get(1, SyncReport.class).outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void waitsForWhatIsUnavailableAndGoesOn() {
    steps.stream("orders", 2)
        .extractFails("orders", FaultKind.UNAVAILABLE, null)
        .extractFails("orders", FaultKind.UNAVAILABLE, null);

    SyncReport report = run(plan());

    assertThat(report.outcome()).isEqualTo(Outcome.DONE);
    assertThat(steps.loaded).hasSize(2);
  }

  @Test
  void waitsAsLongAsTheOtherSideAsks() {
    steps.stream("orders", 1).extractFails("orders", FaultKind.UNAVAILABLE, Duration.ofMinutes(40));
    long before = server.currentTimeMillis();

    run(plan());

    assertThat(server.currentTimeMillis() - before)
        .isGreaterThanOrEqualTo(Duration.ofMinutes(40).toMillis());
  }

  @Test
  void givesUpWhenNothingMovedForTooLong() {
    steps.stream("orders", 1);
    for (int i = 0; i < 200; i++) {
      steps.extractFails("orders", FaultKind.UNAVAILABLE, null);
    }

    ApplicationFailure failure = failure(plan());

    assertThat(failure.getType()).isEqualTo("Unavailable");
  }

  @Test
  void countsWhatWasLoadedBeforeALaterChunkFailed() {
    steps.stream("orders", 3);
    steps.loadFails("orders", FaultKind.UNAVAILABLE).loadFails("orders", FaultKind.DEFECT);

    SyncReport report = reportOfFailure(plan());

    assertThat(report.streams().getFirst().fault().kind()).isEqualTo(FaultKind.DEFECT);
    assertThat(steps.log).doesNotContain("close orders at s3");
  }

  @Test
  void extractsNoMoreStreamsAtOnceThanThePlanAllows() {
    steps.stream("a", 3).stream("b", 3).stream("c", 3).stream("d", 3);

    run(plan());

    assertThat(steps.mostExtracting()).isLessThanOrEqualTo(2);
    assertThat(steps.loaded).hasSize(12);
  }

  @Test
  void continuesAsNewWithoutLosingOrRepeatingAChunk() {
    int many = StreamWorkflowImpl.CHUNKS_PER_RUN + 5;
    steps.stream("long", many);

    SyncReport report = run(plan());

    assertThat(steps.loaded).hasSize(many).doesNotHaveDuplicates();
    assertThat(report.total().read()).isEqualTo(many * (long) ScriptedSteps.ROWS_PER_CHUNK);
    assertThat(steps.log.stream().filter(line -> line.startsWith("open"))).hasSize(1);
  }

  @Test
  void whatASourceTellsOfItsReadIsInTheReport() {
    steps.stream("orders", 2).note = "every row was read";

    assertThat(run(plan()).streams().getFirst().note()).isEqualTo("every row was read");
  }

  @Test
  void isCancelledPromptlyAndSaysSo() {
    steps.stream("slow", 5).blocks("slow");
    WorkflowStub sync = start(plan());
    while (steps.mostExtracting() == 0) {
      Thread.onSpinWait();
    }

    sync.cancel();

    assertThatThrownBy(() -> sync.getResult(SyncReport.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(sync.query("report", SyncReport.class).outcome()).isEqualTo(Outcome.CANCELLED);
  }

  @Test
  void answersHowFarItIsWhileItRuns() {
    steps.stream("slow", 1).blocks("slow");
    WorkflowStub sync = start(plan());
    while (steps.log.stream().noneMatch("open slow"::equals)) {
      Thread.onSpinWait();
    }

    SyncReport report = sync.query("report", SyncReport.class);

    assertThat(report.outcome()).isEqualTo(Outcome.RUNNING);
    assertThat(report.streams()).extracting(StreamReport::stream).containsExactly("slow");
    sync.cancel();
    assertThatThrownBy(() -> sync.getResult(SyncReport.class))
        .isInstanceOf(WorkflowFailedException.class);
  }

  @Test
  void stopsAStreamWithTooManyRowsSetAsideOnceThatChunkIsLoaded() {
    steps.stream("orders", 3);
    steps.setAside = 4;
    steps.tolerance = Tolerance.of(7);

    ApplicationFailure failure = failure(plan());

    assertThat(failure.getDetails().get(0, FaultReport.class).problem())
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("record.too_many_set_aside");
              assertThat(problem.message()).contains("at most 7 of 20 rows read", "but 8 were");
            });
    assertThat(failure.getType()).isEqualTo("Rejected");
    assertThat(steps.loaded).containsExactly("orders/0 → s1", "orders/1 → s2");
    assertThat(steps.log).noneMatch(line -> line.startsWith("close"));
  }

  @Test
  void toleratesATenthOfManyRows() {
    steps.stream("orders", 3);
    steps.setAside = 1;
    steps.tolerance = new Tolerance(0, 0.10);

    assertThat(run(plan()).outcome()).isEqualTo(Outcome.PARTIAL);
  }

  @Test
  void aScheduledRunIsTheSyncUnderItsOneId() {
    steps.stream("orders", 2);

    String said = scheduled(plan(), "schedule/shop-1").getResult(String.class);

    assertThat(said).isEqualTo("done: 20 rows read");
    assertThat(
            server
                .getWorkflowClient()
                .newUntypedWorkflowStub("sync/shop")
                .query("report", SyncReport.class)
                .outcome())
        .isEqualTo(Outcome.DONE);
  }

  @Test
  void aScheduledRunOfARunningSyncEndsSayingSo() {
    steps.stream("slow", 1).blocks("slow");
    WorkflowStub running = start(plan());
    while (steps.log.stream().noneMatch("open slow"::equals)) {
      Thread.onSpinWait();
    }

    String said = scheduled(plan(), "schedule/shop-2").getResult(String.class);

    assertThat(said).isEqualTo("skipped: sync/shop is running already");
    running.cancel();
    assertThatThrownBy(() -> running.getResult(SyncReport.class))
        .isInstanceOf(WorkflowFailedException.class);
  }

  private static SyncPlan plan() {
    SyncPlan.Pace pace =
        new SyncPlan.Pace(2, 10, Duration.ofSeconds(5), 1 << 20, Duration.ofHours(1));
    return new SyncPlan(
        "shop",
        new ConnectorPlan("scripted", Map.of()),
        new ConnectorPlan("scripted", Map.of()),
        List.of(),
        false,
        pace);
  }

  private SyncReport run(SyncPlan plan) {
    return start(plan).getResult(SyncReport.class);
  }

  private ApplicationFailure failure(SyncPlan plan) {
    try {
      run(plan);
    } catch (WorkflowFailedException e) {
      return (ApplicationFailure) e.getCause();
    }
    throw new AssertionError("expected the sync to fail");
  }

  private SyncReport reportOfFailure(SyncPlan plan) {
    return failure(plan).getDetails().get(1, SyncReport.class);
  }

  private WorkflowStub start(SyncPlan plan) {
    return start("Sync", plan, plan.workflowId());
  }

  private WorkflowStub scheduled(SyncPlan plan, String id) {
    return start("ScheduledSync", plan, id);
  }

  private WorkflowStub start(String type, SyncPlan plan, String id) {
    if (!server.isStarted()) {
      Worker worker = server.newWorker(QUEUE);
      worker.registerWorkflowImplementationTypes(
          SyncWorkflowImpl.class, StreamWorkflowImpl.class, ScheduledSyncWorkflowImpl.class);
      worker.registerActivitiesImplementations(steps);
      server.start();
    }
    WorkflowClient client = server.getWorkflowClient();
    WorkflowStub workflow =
        client.newUntypedWorkflowStub(
            type, WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(QUEUE).build());
    workflow.start(plan);
    return workflow;
  }
}
