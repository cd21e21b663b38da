package dev.eider.flow;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.plan.SyncPlan;
import dev.eider.wire.WireFormat;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Histories recorded from released code must replay on today's. They are never recorded again in a
 * change of the workflows: a red test here means running syncs would break, and wants a version
 * gate.
 */
final class ReplayTest {
  static final Path HISTORIES = Path.of("src/test/resources/replay");

  /** JUnit refuses an empty stream, so histories cannot silently be absent. */
  static Stream<Path> histories() throws IOException {
    try (Stream<Path> files = Files.walk(HISTORIES)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
      return found.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("histories")
  void replaysOnTodaysCode(Path history) throws Exception {
    try (TestWorkflowEnvironment environment = environment()) {
      Worker worker = environment.newWorker("replay");
      worker.registerWorkflowImplementationTypes(
          SyncWorkflowImpl.class,
          StreamWorkflowImpl.class,
          ScheduledSyncWorkflowImpl.class,
          SearchWorkflowImpl.class,
          StateWorkflowImpl.class,
          VerifyWorkflowImpl.class);
      WorkflowReplayer.replayWorkflowExecution(
          WorkflowExecutionHistory.fromJson(Files.readString(history)), worker);
    }
  }

  @Test
  void noticesAWorkflowThatDoesSomethingElse() throws Exception {
    WorkflowExecutionHistory history =
        WorkflowExecutionHistory.fromJson(
            Files.readString(HISTORIES.resolve("sync/one-stream.json")));
    try (TestWorkflowEnvironment environment = environment()) {
      Worker worker = environment.newWorker("replay");
      worker.registerWorkflowImplementationTypes(SleepyHead.class);

      assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(history, worker))
          .hasStackTraceContaining("NonDeterministic");
    }
  }

  private static TestWorkflowEnvironment environment() {
    return TestWorkflowEnvironment.newInstance(
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(WireFormat.converter()).build())
            .build());
  }

  /** A sync that first has a rest. */
  public static final class SleepyHead implements SyncWorkflow {
    @Override
    public dev.eider.outcome.SyncReport run(SyncPlan plan) {
      Workflow.sleep(Duration.ofSeconds(1));
      return new SyncWorkflowImpl(plan).run(plan);
    }

    @Override
    public dev.eider.outcome.SyncReport report() {
      throw new IllegalStateException("not asked for");
    }

    @Override
    public void parked(String stream, boolean waits) {
      throw new IllegalStateException("not said");
    }
  }
}
