package dev.eider.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.flow.VerifyWorkflow;
import dev.eider.outcome.Outcome;
import dev.eider.outcome.Problem;
import dev.eider.outcome.SyncReport;
import dev.eider.outcome.VerifyReport.Compared;
import dev.eider.plan.SyncPlan;
import dev.eider.worker.rig.Installation;
import dev.eider.worker.rig.Plans;
import dev.eider.worker.rig.RecordsApi;
import dev.eider.worker.rig.Warehouse;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Source and destination compared on a real server with a worker of its own process. */
@Tag("slow")
final class VerifyTest {
  private final Path folder;
  private final Path file;
  private final Warehouse warehouse;
  private Installation installation;

  VerifyTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("warehouse.duckdb");
    this.warehouse = new Warehouse(file);
  }

  @BeforeEach
  void start() {
    installation = Installation.withWorker(folder);
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  @Test
  void anApiIsReadAgainAndComparedRowByRow() throws IOException {
    try (RecordsApi api = RecordsApi.of(2_345)) {
      SyncPlan plan = Plans.plan("api", Plans.api(api, 100, "payments"), file, Plans.chunksOf(5));
      assertThat(installation.run(plan).outcome()).isEqualTo(Outcome.DONE);

      Compared equal = compared(plan);
      assertThat(equal.fault()).isNull();
      assertThat(equal.equal()).isTrue();
      assertThat(equal.sourceRows()).isEqualTo(2_345);

      api.grow(10);
      Compared newer = compared(plan);
      assertThat(newer.equal()).isTrue();
      assertThat(newer.newer()).isEqualTo(10);

      warehouse.run("UPDATE payments SET name = 'x' WHERE id = 7");
      warehouse.run("DELETE FROM payments WHERE id = 8");
      Compared different = compared(plan);
      assertThat(different.changed()).isEqualTo(1);
      assertThat(different.onlySource()).isEqualTo(1);
      assertThat(different.onlyDestination()).isZero();
      assertThat(Files.readAllLines(Path.of(String.valueOf(different.file()))))
          .containsExactly(
              "{\"difference\":\"changed\",\"key\":{\"id\":\"7\"},\"columns\":[\"name\"]}",
              "{\"difference\":\"only_source\",\"key\":{\"id\":\"8\"}}");
      assertThat(installation.home().resolve("verify").resolve("api").resolve("scratch"))
          .doesNotExist();
    }
  }

  @Test
  void aDatabaseIsComparedAfterEachSyncThatAsksForIt() {
    Path shop = folder.resolve("shop.duckdb");
    new Warehouse(shop)
        .run("CREATE TABLE orders AS SELECT i AS id, 'n' || i AS name FROM range(100000) r(i)");
    new Warehouse(shop).run("ALTER TABLE orders ADD PRIMARY KEY (id)");
    SyncPlan plan =
        new SyncPlan(
            "copy",
            Plans.file(shop),
            Plans.file(file),
            List.of(),
            false,
            SyncPlan.Pace.DEFAULT,
            true);

    SyncReport equal = installation.run(plan);
    assertThat(equal.notes()).extracting(Problem::code).doesNotContain("verify.different");
    assertThat(equal.outcome()).isEqualTo(Outcome.DONE);

    new Warehouse(shop).run("DELETE FROM orders WHERE id < 3");
    SyncReport different = installation.run(plan);
    assertThat(different.outcome()).isEqualTo(Outcome.PARTIAL);
    assertThat(different.notes())
        .filteredOn(note -> note.code().equals("verify.different"))
        .singleElement()
        .satisfies(note -> assertThat(note.message()).contains("3 only at the destination"));
  }

  private Compared compared(SyncPlan plan) {
    return installation
        .client()
        .newWorkflowStub(
            VerifyWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(VerifyWorkflow.workflowId(plan.name()))
                .setTaskQueue(installation.server().settings().taskQueue())
                .build())
        .run(new VerifyWorkflow.Request(plan, List.of()))
        .streams()
        .getFirst();
  }
}
