package dev.eider.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.outcome.Outcome;
import dev.eider.plan.SyncPlan;
import dev.eider.record.Retention;
import dev.eider.worker.rig.Installation;
import dev.eider.worker.rig.Plans;
import dev.eider.worker.rig.RecordsApi;
import dev.eider.worker.rig.Until;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of batches nobody will ask for. */
@Tag("slow")
final class StagingSweptTest {
  private static final Instant OLD = Instant.now().minus(Retention.KEPT).minusSeconds(3_600);
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Path folder;
  private final Path staging;

  StagingSweptTest(@TempDir Path folder) {
    this.folder = folder;
    this.staging = folder.resolve("home").resolve("staging");
  }

  @Test
  void aStartingWorkerLetsOldBatchesGoButNotThoseOfARunningSync() throws IOException {
    try (RecordsApi api = RecordsApi.of(10);
        Installation installation = Installation.in(folder)) {
      Path forgotten = staged("forgotten", 3);
      // Its generation is ahead of the first run's, which leaves it alone.
      Path waiting = staged("waiting", 3);
      api.slow(Duration.ofSeconds(5));
      WorkflowStub sync = installation.start(plan("waiting", api));
      installation.startWorker();

      Until.holds("the forgotten batch to go", SOON, () -> !Files.exists(forgotten));
      assertThat(waiting).exists();
      assertThat(Installation.reportOf(sync).outcome()).isEqualTo(Outcome.DONE);
    }
  }

  @Test
  void theNextRunTakesAwayWhatAKilledOneLeft() throws IOException {
    try (RecordsApi api = RecordsApi.of(10);
        Installation installation = Installation.withWorker(folder)) {
      SyncPlan plan = plan("again", api);
      assertThat(installation.run(plan).outcome()).isEqualTo(Outcome.DONE);
      Path left = staged("again", 1);

      assertThat(installation.run(plan).outcome()).isEqualTo(Outcome.DONE);
      assertThat(left).doesNotExist();
    }
  }

  private SyncPlan plan(String name, RecordsApi api) {
    return Plans.plan(
        name,
        Plans.api(api, 100, "payments"),
        folder.resolve(name + ".duckdb"),
        SyncPlan.Pace.DEFAULT);
  }

  /** A chunk as an old worker left it. */
  private Path staged(String sync, int generation) throws IOException {
    Path run = staging.resolve(Path.of("batches", sync, "payments", "" + generation));
    Path rows = run.resolve("0-1").resolve("rows");
    Files.createDirectories(rows.getParent());
    Files.writeString(rows, "{}");
    for (Path each : List.of(rows, rows.getParent(), run)) {
      Files.setLastModifiedTime(each, FileTime.from(OLD));
    }
    return rows;
  }
}
