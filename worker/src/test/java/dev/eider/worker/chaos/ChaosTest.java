package dev.eider.worker.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.worker.chaos.TroublePlan.Planned;
import dev.eider.worker.rig.Histories;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Syncs on a real server with real workers, while everything around them breaks. What breaks when
 * follows from a seed: {@code mvn verify -Pchaos -Dchaos.seed=… -Dchaos.kills=200}.
 */
@Tag("slow")
@Tag("chaos")
final class ChaosTest {
  private static final int LONG_FORM = 100;
  private static final int SYNCS_OF_LONG_FORM = 10;
  private static final long ROWS_OF_LONG_FORM = 1_000_000;

  /** After this no further trouble begins, and the report says that it was cut short. */
  private static final Duration LONGEST = Duration.ofMinutes(Long.getLong("chaos.minutes", 120));

  /** The heartbeat's timeout and 5 s, and what a machine with other work adds. */
  private static final Duration RECOVERY =
      Duration.ofSeconds(15).plusSeconds(Long.getLong("chaos.margin", 15));

  private final long seed = Long.getLong("chaos.seed", System.nanoTime());
  private final int kills = Integer.getInteger("chaos.kills", 20);
  private final TroublePlan plan = TroublePlan.of(seed, kills);
  private final Tally tally = new Tally();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Path folder;
  private volatile boolean over;

  ChaosTest(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
    this.folder = folder;
  }

  @Test
  void nothingIsLostAndNothingDoubledWhateverBreaks() throws IOException {
    System.out.println("chaos.seed=" + seed + " chaos.kills=" + kills + " in " + folder);
    try (Ground ground = Ground.in(folder, tally, this::more)) {
      run(ground);
      ground.stop();
      holdsNoSecret(ground);
      holdsNoBatch();
    } catch (AssertionError e) {
      throw new AssertionError("chaos.seed=" + seed + "\n" + tally.text(seed), e);
    }
    System.out.println(
        tally.text(seed) + "\n  rows lost 0, rows twice 0, secrets 0, batches left 0");
    assertThat(tally.isCutShort() || tally.kills() >= kills).as("%d kills", kills).isTrue();
    assertThat(tally.readAgain())
        .as("records read again at once: the chunk being extracted and the one being loaded")
        .isLessThanOrEqualTo(2L * ApiJob.CHUNK_PAGES * ApiJob.PER_PAGE);
    assertThat(tally.slowestRecovery()).isLessThanOrEqualTo(RECOVERY);
  }

  private boolean more() {
    boolean enough =
        kills < LONG_FORM
            || tally.syncs() >= SYNCS_OF_LONG_FORM && tally.rows() >= ROWS_OF_LONG_FORM;
    return !over || !enough;
  }

  private void run(Ground ground) {
    ground.crew().fill();
    List<CompletableFuture<Void>> lanes =
        ground.lanes().stream().map(lane -> CompletableFuture.runAsync(lane, threads)).toList();
    Recovery recovery = new Recovery(ground.installation(), threads, tally);
    Havoc havoc = new Havoc(ground, recovery, tally, threads);
    try {
      long end = System.nanoTime() + LONGEST.toNanos();
      for (Planned planned : plan.troubles()) {
        if (System.nanoTime() > end) {
          tally.cutShort();
          break;
        }
        lanes.stream().filter(CompletableFuture::isDone).forEach(ChaosTest::ended);
        havoc.make(planned);
      }
      havoc.heal();
    } finally {
      over = true;
    }
    lanes.forEach(ChaosTest::ended);
  }

  private static void ended(CompletableFuture<Void> lane) {
    try {
      lane.join();
    } catch (CompletionException e) {
      throw new AssertionError(e.getCause().getMessage(), e.getCause());
    }
  }

  private void holdsNoSecret(Ground ground) {
    assertThat(tally.reports()).noneMatch(Canary::isIn);
    Histories histories = ground.installation().histories();
    List<String> workflows =
        ground
            .installation()
            .client()
            .listExecutions("")
            .map(one -> one.getExecution().getWorkflowId())
            .distinct()
            .toList();
    assertThat(workflows).anyMatch(id -> id.startsWith("sync/api-upsert"));
    for (String workflow : workflows) {
      for (WorkflowExecutionHistory run : histories.runs(workflow)) {
        assertThat(Canary.isIn(run.toJson(false))).as("a secret in %s", workflow).isFalse();
      }
    }
    assertThat(Canary.filesWith(folder)).as("files with a secret").isEmpty();
  }

  private void holdsNoBatch() throws IOException {
    Path batches = folder.resolve("home").resolve("staging").resolve("batches");
    try (Stream<Path> tree = Files.walk(batches)) {
      assertThat(tree.filter(Files::isRegularFile)).as("batches of ended syncs").isEmpty();
    }
  }
}
