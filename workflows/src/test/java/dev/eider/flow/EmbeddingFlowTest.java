package dev.eider.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.outcome.FaultKind;
import dev.eider.outcome.Outcome;
import dev.eider.outcome.StreamReport;
import dev.eider.outcome.SyncReport;
import dev.eider.outcome.Vectors;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.EmbedPlan;
import dev.eider.plan.SyncPlan;
import dev.eider.step.Embed;
import dev.eider.wire.WireFormat;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EmbeddingFlowTest {
  private static final String QUEUE = "test";
  private static final EmbedPlan EMBED =
      new EmbedPlan(
          "{{ record.title }}",
          List.of(),
          0,
          0,
          new ConnectorPlan("minilm", Map.of()),
          List.of(new ConnectorPlan("chroma", Map.of())));

  private final ScriptedEmbed embed = new ScriptedEmbed();
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
    steps = new ScriptedSteps(QUEUE).embedded("books", EMBED);
    embed.log = steps.log;
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void embedsPieceByPieceAfterTheRowsAreThere() {
    embed.does(new Embed.Embedded(new Vectors(5, 0, 1), 7, null));
    embed.does(new Embed.Embedded(new Vectors(4, 3, 0), 0, "a collection was built anew"));

    StreamReport books = run().streams().getFirst();

    assertThat(steps.log).containsSubsequence("close books at s1", "embed books", "embed books");
    assertThat(books.outcome()).isEqualTo(Outcome.DONE);
    assertThat(books.vectors()).isEqualTo(new Vectors(9, 3, 1));
    assertThat(books.note()).isEqualTo("a collection was built anew");
  }

  @Test
  void goesOnInAnotherRunWithWhatWasDone() {
    int many = Embedding.PIECES_PER_RUN + 3;
    embed.does(new Embed.Embedded(new Vectors(1, 2, 3), many, "a collection was built anew"));
    for (int left = many - 2; left >= 0; left--) {
      embed.does(new Embed.Embedded(new Vectors(1, 0, 0), left, null));
    }

    StreamReport books = run().streams().getFirst();

    assertThat(books.outcome()).isEqualTo(Outcome.DONE);
    assertThat(books.vectors()).isEqualTo(new Vectors(many, 2, 3));
    assertThat(books.note()).isEqualTo("a collection was built anew");
    assertThat(books.counts().inserted()).isEqualTo(ScriptedSteps.ROWS_PER_CHUNK);
    assertThat(steps.log).containsOnlyOnce("open books", "close books at s1");
    assertThat(events("sync/library/books")).isLessThan(100);
  }

  @Test
  void waitsForAStoreThatIsDown() {
    embed.fails(FaultKind.UNAVAILABLE);
    embed.does(new Embed.Embedded(new Vectors(2, 0, 0), 0, null));

    assertThat(run().streams().getFirst().vectors()).isEqualTo(new Vectors(2, 0, 0));
  }

  @Test
  void rowsStayWhereTheirVectorsCannotBeMade() {
    embed.fails(FaultKind.DENIED);

    StreamReport books = reportOfFailure().streams().getFirst();

    assertThat(books.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(books.counts().inserted()).isEqualTo(ScriptedSteps.ROWS_PER_CHUNK);
    assertThat(steps.log).contains("close books at s1");
  }

  /** Of the last run. */
  private int events(String workflow) {
    return server.getWorkflowClient().fetchHistory(workflow).getEvents().size();
  }

  private SyncReport run() {
    return started().getResult(SyncReport.class);
  }

  private SyncReport reportOfFailure() {
    try {
      run();
    } catch (WorkflowFailedException e) {
      return ((ApplicationFailure) e.getCause()).getDetails().get(1, SyncReport.class);
    }
    throw new AssertionError("expected the sync to fail");
  }

  private WorkflowStub started() {
    Worker worker = server.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(SyncWorkflowImpl.class, StreamWorkflowImpl.class);
    worker.registerActivitiesImplementations(steps);
    server.newWorker(QUEUE + Embed.QUEUE_SUFFIX).registerActivitiesImplementations(embed);
    server.start();
    WorkflowStub workflow =
        server
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                "Sync",
                WorkflowOptions.newBuilder()
                    .setWorkflowId("sync/library")
                    .setTaskQueue(QUEUE)
                    .build());
    ConnectorPlan any = new ConnectorPlan("scripted", Map.of());
    workflow.start(new SyncPlan("library", any, any, List.of(), false, SyncPlan.Pace.DEFAULT));
    return workflow;
  }
}
