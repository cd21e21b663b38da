package dev.eider.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.outcome.FaultKind;
import dev.eider.outcome.Outcome;
import dev.eider.outcome.Problem;
import dev.eider.outcome.SyncReport;
import dev.eider.outcome.Vectors;
import dev.eider.outcome.VerifyReport;
import dev.eider.outcome.VerifyReport.Compared;
import dev.eider.outcome.VerifyReport.Stored;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class VerifyWorkflowTest {
  private static final String QUEUE = "test";
  private static final EmbedPlan EMBED =
      new EmbedPlan(
          "{{ record.title }}",
          List.of(),
          0,
          0,
          new ConnectorPlan("minilm", Map.of()),
          List.of(new ConnectorPlan("chroma", Map.of()), new ConnectorPlan("duckdb", Map.of())));

  private final ScriptedVectors vectors = new ScriptedVectors();
  private final ScriptedEmbed embed = new ScriptedEmbed();

  private TestWorkflowEnvironment server;
  private ScriptedSteps steps;
  private ScriptedVerify verify;

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
    steps = new ScriptedSteps(QUEUE).stream("orders", 1).stream("items", 1);
    verify = new ScriptedVerify();
    Worker worker = server.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(
        SyncWorkflowImpl.class, StreamWorkflowImpl.class, VerifyWorkflowImpl.class);
    worker.registerActivitiesImplementations(steps, verify, vectors);
    server.newWorker(QUEUE + Embed.QUEUE_SUFFIX).registerActivitiesImplementations(embed);
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void comparesStreamAfterStream() {
    VerifyReport report = compared();

    assertThat(report.equal()).isTrue();
    assertThat(report.streams()).extracting(Compared::stream).containsExactly("orders", "items");
    assertThat(verify.log).containsExactly("prepare 2", "verify orders", "verify items");
    assertThat(steps.loaded).isEmpty();
  }

  @Test
  void oneStreamThatDiffersMakesTheWholeDifferent() {
    verify.differs("items");

    assertThat(compared().equal()).isFalse();
    assertThat(compared("orders").equal()).isTrue();
  }

  @Test
  void readsASourceWithoutDigestsFirstAndCleansUp() {
    verify.reads("items");

    assertThat(compared().equal()).isTrue();
    assertThat(steps.loaded).containsExactly("items/0 → s1");
    assertThat(verify.log)
        .containsExactly("prepare 2", "verify orders", "verify items from scratch", "discard shop");
  }

  @Test
  void cleansUpWhenTheReadFails() {
    verify.reads("items");
    steps.extractFails("items", FaultKind.DENIED, null);

    VerifyReport report = compared();

    assertThat(report.streams().getLast().fault()).isNotNull();
    assertThat(verify.log).containsExactly("prepare 2", "verify orders", "discard shop");
  }

  @Test
  void aStreamThatCannotBeComparedDoesNotStopTheOthers() {
    verify.breaks("orders");

    VerifyReport report = compared();

    assertThat(report.equal()).isFalse();
    assertThat(report.streams().getFirst().fault()).isNotNull();
    assertThat(report.streams().getLast().equal()).isTrue();
  }

  @Test
  void refusesAStreamTheSyncDoesNotHave() {
    assertThatThrownBy(() -> compared("itms"))
        .isInstanceOf(WorkflowFailedException.class)
        .hasStackTraceContaining("expected a stream of sync 'shop' but was 'itms'");
  }

  @Test
  void aSyncThatIsEqualAfterwardsIsDone() {
    SyncReport report = synced();

    assertThat(report.outcome()).isEqualTo(Outcome.DONE);
    assertThat(verify.log).containsExactly("prepare 2", "verify orders", "verify items");
  }

  @Test
  void aSyncThatDiffersAfterwardsIsPartialWithANote() {
    verify.differs("items");

    SyncReport report = synced();

    assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
    assertThat(report.streams()).allMatch(stream -> stream.outcome() == Outcome.DONE);
    assertThat(report.total().inserted()).isEqualTo(20);
    assertThat(report.notes()).extracting(Problem::code).containsExactly("verify.different");
  }

  @Test
  void aSyncThatCouldNotBeComparedIsPartialToo() {
    verify.breaks("orders");

    SyncReport report = synced();

    assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
    assertThat(report.notes()).extracting(Problem::code).containsExactly("verify.not_done");
  }

  @Test
  void comparesEachStoreAfterTheRows() {
    steps.embedded("books", EMBED);

    VerifyReport report = compared();

    assertThat(report.equal()).isTrue();
    assertThat(vectors.log).containsExactly("books in chroma", "books in duckdb");
    assertThat(report.streams()).extracting(s -> s.stores().size()).containsExactly(0, 0, 2);
  }

  @Test
  void aStoreThatDiffersMakesTheWholeDifferent() {
    steps.embedded("books", EMBED);
    vectors.misses("duckdb");

    VerifyReport report = compared();

    assertThat(report.equal()).isFalse();
    assertThat(report.streams()).allMatch(Compared::equal);
  }

  @Test
  void aStoreThatCannotBeComparedDoesNotStopTheOthers() {
    steps.embedded("books", EMBED);
    vectors.breaks("chroma");

    VerifyReport report = compared();

    assertThat(report.equal()).isFalse();
    List<Stored> stores = report.streams().getLast().stores();
    assertThat(stores.getFirst().fault()).isNotNull();
    assertThat(stores.getFirst().collection()).isEqualTo("shop.books");
    assertThat(stores.getLast().equal()).isTrue();
  }

  @Test
  void mendsOnlyWhenAsked() {
    steps.embedded("books", EMBED);

    VerifyReport report =
        begun("Verify", "verify/shop", new VerifyWorkflow.Request(plan(false), List.of(), true))
            .getResult(VerifyReport.class);

    assertThat(report.equal()).isTrue();
    assertThat(vectors.log).containsExactly("books in chroma, mending", "books in duckdb, mending");
  }

  @Test
  void aSyncWhoseVectorsDifferAfterwardsIsPartialWithANote() {
    steps.embedded("books", EMBED);
    embed.does(new Embed.Embedded(new Vectors(3, 0, 0), 0, null));
    vectors.misses("duckdb").breaks("chroma");

    SyncReport report = synced();

    assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
    assertThat(report.notes())
        .extracting(Problem::code)
        .containsExactly("verify.not_done", "verify.vectors");
    assertThat(report.notes().getLast().where()).isEqualTo("books in duckdb");
    assertThat(report.notes().getLast().message()).contains("3 entries missing");
  }

  private VerifyReport compared(String... streams) {
    return begun("Verify", "verify/shop", new VerifyWorkflow.Request(plan(false), List.of(streams)))
        .getResult(VerifyReport.class);
  }

  private SyncReport synced() {
    return begun("Sync", "sync/shop", plan(true)).getResult(SyncReport.class);
  }

  private static SyncPlan plan(boolean verified) {
    ConnectorPlan scripted = new ConnectorPlan("scripted", Map.of());
    return new SyncPlan(
        "shop", scripted, scripted, List.of(), false, SyncPlan.Pace.DEFAULT, verified);
  }

  private WorkflowStub begun(String type, String id, Object request) {
    WorkflowStub workflow =
        server
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                type, WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(QUEUE).build());
    var unused = workflow.start(request);
    return workflow;
  }
}
