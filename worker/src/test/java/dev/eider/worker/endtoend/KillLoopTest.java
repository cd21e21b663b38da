package dev.eider.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.outcome.Outcome;
import dev.eider.plan.StreamPlan;
import dev.eider.plan.SyncPlan;
import dev.eider.worker.rig.Installation;
import dev.eider.worker.rig.Plans;
import dev.eider.worker.rig.RecordsApi;
import dev.eider.worker.rig.Until;
import dev.eider.worker.rig.Warehouse;
import dev.eider.worker.rig.WorkerProcess;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowStub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A long sync whose worker and server are killed over and over at random moments, some of them
 * while a batch is committed. The moments follow from a seed, which is printed; {@code
 * -Dkill.seed=…} repeats it.
 */
@Tag("slow")
final class KillLoopTest {
  private static final int KILLS = 20;
  private static final long RECORDS = 100_000;
  private static final int PER_PAGE = 1_000;
  private static final int CHUNK = 3;
  private static final Duration COMMIT = Duration.ofSeconds(20);

  private final Path folder;
  private final Path file;
  private final long seed = Long.getLong("kill.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<String> killed = new ArrayList<>();

  KillLoopTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("warehouse.duckdb");
  }

  @Test
  void twentyKillsLoseNothingAndDoubleNothing() {
    try (RecordsApi api = RecordsApi.of(RECORDS).slow(Duration.ofMillis(700));
        Installation installation = Installation.withWorker(folder)) {
      // One stream whose rows hide a batch loaded twice, one whose rows show it.
      SyncPlan plan =
          Plans.plan(
              "hunted",
              Plans.api(api, PER_PAGE, "payments", "entries"),
              file,
              Plans.chunksOf(CHUNK),
              StreamPlan.of("payments"),
              Plans.appending("entries"));
      WorkflowStub sync = installation.start(plan);
      for (int i = 0; i < KILLS; i++) {
        killOne(installation);
      }
      assertThat(sync.describe().getStatus())
          .as("after the last kill there is something left to do")
          .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
      api.slow(Duration.ZERO);
      assertThat(Installation.reportOf(sync).outcome()).isEqualTo(Outcome.DONE);

      System.out.println("kill.seed=" + seed + ": " + killed + ", " + api.requests() + " requests");
      Warehouse warehouse = new Warehouse(file);
      for (String stream : List.of("payments", "entries")) {
        warehouse.hasAllOf(api, stream);
        warehouse.hasEachBatchOnce(stream);
        warehouse.standsWhereTheLastBatchEnded(stream);
        assertThat(
                warehouse.number(
                    "SELECT sum(rows) FROM _eider_ledger WHERE stream = '" + stream + "'"))
            .isEqualTo(RECORDS);
      }
    } catch (AssertionError e) {
      throw new AssertionError("kill.seed=" + seed + ", killed " + killed, e);
    }
  }

  private void killOne(Installation installation) {
    Until.passed(Duration.ofMillis(500 + random.nextInt(9_000)));
    WorkerProcess worker = installation.workers().getLast();
    switch (random.nextInt(4)) {
      case 0 -> {
        worker.kill();
        killed.add("worker");
      }
      case 1, 2 -> {
        duringACommit();
        worker.kill();
        killed.add("worker in commit");
      }
      case 3 -> {
        installation.server().kill();
        installation.server().start();
        killed.add("server");
      }
      default -> throw new IllegalStateException("four ways");
    }
    if (!worker.isAlive()) {
      installation.startWorker();
    }
  }

  /** The write-ahead log is there from a commit until the file is closed. */
  private void duringACommit() {
    Path log = file.resolveSibling(file.getFileName() + ".wal");
    long before = size(log);
    Until.holds(
        "a commit", COMMIT, Duration.ofNanos(300_000), () -> size(log) > Math.max(before, 0));
    Until.passed(Duration.ofMillis(random.nextInt(40)));
  }

  private static long size(Path log) {
    return Files.exists(log) ? log.toFile().length() : 0;
  }
}
