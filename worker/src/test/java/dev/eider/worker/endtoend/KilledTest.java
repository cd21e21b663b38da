package dev.eider.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.outcome.Outcome;
import dev.eider.outcome.SyncReport;
import dev.eider.plan.SyncPlan;
import dev.eider.worker.rig.Histories;
import dev.eider.worker.rig.Installation;
import dev.eider.worker.rig.Plans;
import dev.eider.worker.rig.RecordsApi;
import dev.eider.worker.rig.Until;
import dev.eider.worker.rig.Warehouse;
import dev.eider.worker.rig.WorkerProcess;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left when a process ends in the middle. */
@Tag("slow")
final class KilledTest {
  private static final String PAYMENTS = "payments";
  private static final int PER_PAGE = 100;
  private static final int CHUNK = 3;
  private static final int PAGES = 40;
  private static final Duration SOME_PAGES = Duration.ofSeconds(60);

  private final Path folder;
  private final Path file;
  private final Warehouse warehouse;
  private final RecordsApi api =
      RecordsApi.of(PAGES * (long) PER_PAGE).slow(Duration.ofMillis(150));
  private Installation installation;

  KilledTest(@TempDir Path folder) {
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
    api.close();
  }

  @Test
  void anotherWorkerGoesOnWhereAKilledOneStopped() {
    WorkflowStub sync = installation.start(plan("killed"));
    pagesAsked(10);
    installation.workers().getFirst().kill();
    Instant killed = Instant.now();
    installation.startWorker();

    assertThat(Installation.reportOf(sync).outcome()).isEqualTo(Outcome.DONE);
    isWhole();
    // What was read and not yet loaded is read again: the chunk in work and the one before it.
    assertThat(api.requests()).isLessThanOrEqualTo(PAGES + 1 + 2 * CHUNK);
    List<HistoryEvent> again =
        installation
            .histories()
            .events("sync/killed/payments", EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED)
            .filter(event -> event.getActivityTaskStartedEventAttributes().getAttempt() > 1)
            .toList();
    assertThat(again).isNotEmpty();
    assertThat(Duration.between(killed, Histories.at(again.getFirst())))
        .isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void aKilledServerGoesOnFromItsFile() {
    WorkflowStub sync = installation.start(plan("server-killed"));
    pagesAsked(10);
    installation.server().kill();
    installation.server().start();

    assertThat(Installation.reportOf(sync).outcome()).isEqualTo(Outcome.DONE);
    assertThat(installation.workers()).allMatch(WorkerProcess::isAlive);
    isWhole();
  }

  @Test
  void aCancelledSyncStopsAtOnceAndANewOneGoesOn() {
    WorkflowStub sync = installation.start(plan("cancelled"));
    pagesAsked(15);
    long asked = System.nanoTime();
    sync.cancel();
    assertThatThrownBy(() -> sync.getResult(60, TimeUnit.SECONDS, SyncReport.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));

    long rows = warehouse.number("SELECT count(*) FROM payments");
    assertThat(rows).isBetween(1L, (long) (PAGES - 1) * PER_PAGE);
    assertThat(warehouse.number("SELECT sum(rows) FROM _eider_ledger")).isEqualTo(rows);
    warehouse.hasEachBatchOnce(PAYMENTS);
    warehouse.standsWhereTheLastBatchEnded(PAYMENTS);

    api.slow(Duration.ZERO);
    assertThat(installation.run(plan("cancelled")).outcome()).isEqualTo(Outcome.DONE);
    isWhole();
  }

  @Test
  void twoWorkersOfOneInstallationLoadEachBatchOnce() {
    installation.startWorker();
    SyncPlan plan =
        Plans.plan(
            "two",
            Plans.api(api.slow(Duration.ofMillis(30)), PER_PAGE, PAYMENTS, "entries", "notes"),
            file,
            Plans.chunksOf(CHUNK),
            Plans.appending(PAYMENTS),
            Plans.appending("entries"),
            Plans.appending("notes"));
    assertThat(installation.run(plan).outcome()).isEqualTo(Outcome.DONE);
    for (String stream : List.of(PAYMENTS, "entries", "notes")) {
      warehouse.hasAllOf(api, stream);
      warehouse.hasEachBatchOnce(stream);
      warehouse.standsWhereTheLastBatchEnded(stream);
    }
  }

  private SyncPlan plan(String name) {
    return Plans.plan(name, Plans.api(api, PER_PAGE, PAYMENTS), file, Plans.chunksOf(CHUNK));
  }

  private void pagesAsked(int pages) {
    Until.holds(pages + " pages asked for", SOME_PAGES, () -> api.requests() >= pages);
  }

  private void isWhole() {
    warehouse.hasAllOf(api, PAYMENTS);
    warehouse.hasEachBatchOnce(PAYMENTS);
    warehouse.standsWhereTheLastBatchEnded(PAYMENTS);
  }
}
