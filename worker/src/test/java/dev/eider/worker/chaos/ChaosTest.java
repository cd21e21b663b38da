package dev.eider.worker.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.worker.chaos.TroublePlan.Planned;
import dev.eider.worker.rig.Histories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  /** The heartbeat's timeout and 5 s. */
  private static final Duration RECOVERY = Duration.ofSeconds(15);

  /** What a machine with other work adds to it. */
  private static final Duration MARGIN = Duration.ofSeconds(Long.getLong("chaos.margin", 15));

  private static final Duration ENDING = Duration.ofSeconds(10);

  private final long seed = Long.getLong("chaos.seed", System.nanoTime());
  private final int kills = Integer.getInteger("chaos.kills", 20);

  /** By then every kill was made and every sync has ended, or the suite fails. */
  private final Duration longest =
      Duration.ofSeconds(Long.getLong("chaos.seconds", kills < LONG_FORM ? 270 : 3 * 3600));

  private final TroublePlan plan = TroublePlan.of(seed, kills);
  private final Tally tally = new Tally();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Path folder;
  private final long began = System.nanoTime();
  private final CompletableFuture<Void> failed = new CompletableFuture<>();
  private volatile boolean over;

  ChaosTest(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
    this.folder = folder;
  }

  @Test
  void nothingIsLostDoubledOrWronglyDeletedWhateverBreaks() {
    System.out.println("chaos.seed=" + seed + " chaos.kills=" + kills + " in " + folder);
    try (Ground ground = Ground.in(folder, kills < LONG_FORM ? 2 : 3, tally, this::more)) {
      Thread ending = new Thread(ground::close, "chaos-ending");
      Runtime.getRuntime().addShutdownHook(ending);
      try {
        inTime(ground);
      } finally {
        endThreads();
        boolean unused = Runtime.getRuntime().removeShutdownHook(ending);
      }
      ground.stop();
      isClean(ground);
    } finally {
      System.out.println(tally.text(seed, kills, RECOVERY));
    }
    assertThat(tally.kills()).as("kills").isGreaterThanOrEqualTo(kills);
    assertThat(tally.readAgain()).as("chunks read again at once").isLessThanOrEqualTo(1.0);
    assertThat(tally.slowestRecovery()).isLessThanOrEqualTo(RECOVERY.plus(MARGIN));
  }

  private boolean more() {
    boolean enough =
        kills < LONG_FORM
            || tally.syncs() >= SYNCS_OF_LONG_FORM && tally.rows() >= ROWS_OF_LONG_FORM;
    return !over || !enough;
  }

  private void inTime(Ground ground) {
    CompletableFuture<Void> all = CompletableFuture.runAsync(() -> run(ground), threads);
    try {
      var unused = CompletableFuture.anyOf(all, failed).get(longest.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(
          "expected %d kills, and the syncs to end, within %d s but there were %d; chaos.seed=%d"
              .formatted(kills, longest.toSeconds(), tally.kills(), seed),
          e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() instanceof CompletionException c ? c.getCause() : e.getCause();
      throw new AssertionError(cause.getMessage() + "; chaos.seed=" + seed, cause);
    } catch (InterruptedException e) {
      throw new AssertionError("the suite was interrupted", e);
    }
  }

  /** Nobody is to start a process that nobody will end. */
  private void endThreads() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(ENDING.toSeconds(), TimeUnit.SECONDS)) {
        System.out.println("some threads of the suite have not ended yet");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Ground ground) {
    ground.crew().fill();
    List<CompletableFuture<Void>> lanes = ground.lanes().stream().map(this::begun).toList();
    Recovery recovery = new Recovery(ground.installation(), threads, tally);
    Havoc havoc = new Havoc(ground, recovery, tally, threads);
    try {
      for (Planned planned : plan.troubles()) {
        if (mayBeLeftOut(planned)) {
          tally.missed(planned.trouble(), "time is for kills; it came before");
        } else {
          havoc.make(planned);
        }
      }
      havoc.heal();
    } finally {
      over = true;
    }
    lanes.forEach(CompletableFuture::join);
  }

  /** The first lane that fails ends the suite, whatever the others do. */
  private CompletableFuture<Void> begun(Lane lane) {
    return CompletableFuture.runAsync(lane, threads)
        .whenComplete(
            (done, error) -> {
              if (error != null) {
                failed.completeExceptionally(error);
              }
            });
  }

  /** On a slow machine kills come first, once every kind of trouble came. */
  private boolean mayBeLeftOut(Planned planned) {
    boolean late = System.nanoTime() - began > longest.toNanos() * 2 / 5;
    return late && !planned.trouble().isKill() && planned.number() > Trouble.values().length;
  }

  private void isClean(Ground ground) {
    List<String> secrets = secrets(ground);
    List<String> orphans = orphans();
    tally.found(secrets, orphans);
    assertThat(secrets).as("places with a secret").isEmpty();
    assertThat(orphans).as("batches of ended syncs").isEmpty();
  }

  private List<String> secrets(Ground ground) {
    List<String> places = new ArrayList<>();
    tally.reports().stream().filter(Canary::isIn).forEach(places::add);
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
      histories.runs(workflow).stream()
          .filter(run -> Canary.isIn(run.toJson(false)))
          .forEach(run -> places.add(workflow));
    }
    Canary.filesWith(folder).forEach(file -> places.add(file.toString()));
    return places;
  }

  private List<String> orphans() {
    Path batches = folder.resolve("home").resolve("staging").resolve("batches");
    try (Stream<Path> tree = Files.walk(batches)) {
      return tree.filter(Files::isRegularFile).map(Path::toString).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
