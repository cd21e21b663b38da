package dev.eider.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.flow.QuarantineWorkflow;
import dev.eider.flow.ReplayWorkflow;
import dev.eider.outcome.Outcome;
import dev.eider.outcome.Question;
import dev.eider.outcome.StreamReport;
import dev.eider.outcome.SyncReport;
import dev.eider.plan.StreamPlan;
import dev.eider.plan.SyncPlan;
import dev.eider.plan.WriteWord;
import dev.eider.step.Quarantine;
import dev.eider.worker.rig.Installation;
import dev.eider.worker.rig.Plans;
import dev.eider.worker.rig.Until;
import dev.eider.worker.rig.Warehouse;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that are not as they should be, on a real server with a worker of its own process. */
@Tag("slow")
final class BadTablesTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Path file;
  private final Warehouse warehouse;
  private final Warehouse shop;
  private final Path folder;
  private Installation installation;

  BadTablesTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("warehouse.duckdb");
    this.warehouse = new Warehouse(file);
    this.shop = new Warehouse(folder.resolve("shop.duckdb"));
  }

  @BeforeEach
  void start() {
    installation = Installation.withWorker(folder);
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"UPSERT", "MIRROR"})
  void rowsWithoutAKeyAreHeldWithTheirTextAndGoInOnceTheyHaveOne(WriteWord write)
      throws IOException {
    shop.run(
        "CREATE TABLE orders AS SELECT CASE WHEN i < 3 THEN i END AS id, 'c' || i AS code,"
            + " INTERVAL '90 minutes' AS span FROM range(5) r(i)");
    SyncPlan byId = plan(write, "id");

    StreamReport first = orders(byId);
    StreamReport second = orders(byId);
    Quarantine.Held held = held(byId);

    assertThat(first.counts().setAside()).isEqualTo(2);
    assertThat(first.counts().read()).isEqualTo(5);
    assertThat(first.counts().inserted()).isEqualTo(3);
    assertThat(second.counts().written()).isZero();
    assertThat(held.heaps())
        .singleElement()
        .satisfies(heap -> assertThat(heap.rows()).isEqualTo(2));
    assertThat(held.rows()).extracting(Quarantine.Row::code).containsOnly("row.no_key");
    assertThat(Files.readString(Path.of(held.rows().getFirst().file())))
        .contains("\"payload\":{\"id\":null,\"code\":\"c3\",\"span\":\"01:30:00\"}", "'id'");

    ReplayWorkflow.Replayed replayed = replayed(plan(write, "code"));

    assertThat(replayed.tried()).isEqualTo(2);
    assertThat(replayed.left()).isZero();
    assertThat(held(byId).rows()).isEmpty();
    assertThat(warehouse.rows("SELECT code, span FROM orders ORDER BY code"))
        .extracting(row -> row.getFirst() + " " + row.getLast())
        .containsExactly("c0 01:30:00", "c1 01:30:00", "c2 01:30:00", "c3 01:30:00", "c4 01:30:00");
  }

  @Test
  void rowsThatShareAKeyAreToldAndTheNewestStays() {
    shop.run("CREATE TABLE orders AS SELECT i // 2 AS id, 'c' || i AS code FROM range(6) r(i)");

    StreamReport report = orders(plan(WriteWord.MIRROR, "id"));

    assertThat(report.counts().replaced()).isEqualTo(3);
    assertThat(report.counts().inserted()).isEqualTo(3);
    assertThat(warehouse.number("SELECT count(*) FROM orders")).isEqualTo(3);
  }

  @Test
  void ofATruncatedTableNothingIsDeletedUnlessSomebodySaysSo() {
    shop.run("CREATE TABLE orders AS SELECT i AS id, 'c' || i AS code FROM range(50) r(i)");
    SyncPlan plan = plan(WriteWord.MIRROR, "id");
    assertThat(orders(plan).outcome()).isEqualTo(Outcome.DONE);
    shop.run("DELETE FROM orders");

    SyncReport rejected = answered(plan, false);
    assertThat(rejected.streams().getFirst().note()).startsWith("rejected: 50 rows");
    assertThat(warehouse.number("SELECT count(*) FROM orders")).isEqualTo(50);

    SyncReport approved = answered(plan, true);
    assertThat(approved.total().deleted()).isEqualTo(50);
    assertThat(warehouse.number("SELECT count(*) FROM orders")).isZero();
  }

  private StreamReport orders(SyncPlan plan) {
    SyncReport report = installation.run(plan);
    assertThat(report.fault()).isNull();
    return report.streams().getFirst();
  }

  private SyncReport answered(SyncPlan plan, boolean approved) {
    WorkflowStub sync = installation.start(plan);
    WorkflowStub orders =
        installation.client().newUntypedWorkflowStub(plan.workflowId() + "/orders");
    Until.holds(
        "the stream to ask",
        SOON,
        () -> sync.query("report", SyncReport.class).phase().equals("parked"));
    Question question = orders.update("decide", Question.class, approved);
    assertThat(question.text()).startsWith("all 50 rows of the table are gone at the source");
    return Installation.reportOf(sync);
  }

  private SyncPlan plan(WriteWord write, String key) {
    StreamPlan orders =
        new StreamPlan(
            "orders",
            null,
            write,
            List.of(key),
            null,
            null,
            "orders",
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    return Plans.plan(
        "bad", Plans.file(folder.resolve("shop.duckdb")), file, SyncPlan.Pace.DEFAULT, orders);
  }

  private Quarantine.Held held(SyncPlan plan) {
    return installation
        .client()
        .newWorkflowStub(QuarantineWorkflow.class, options("quarantine/" + plan.name()))
        .run(new Quarantine.Of(plan.name(), List.of(), 10));
  }

  private ReplayWorkflow.Replayed replayed(SyncPlan plan) {
    return installation
        .client()
        .newWorkflowStub(ReplayWorkflow.class, options("quarantine/" + plan.name()))
        .run(new ReplayWorkflow.Request(plan, List.of()))
        .getFirst();
  }

  private WorkflowOptions options(String id) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(installation.server().settings().taskQueue())
        .build();
  }
}
