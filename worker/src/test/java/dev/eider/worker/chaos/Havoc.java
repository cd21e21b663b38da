package dev.eider.worker.chaos;

import dev.eider.worker.chaos.TroublePlan.Planned;
import dev.eider.worker.rig.Installation;
import dev.eider.worker.rig.RecordsApi;
import dev.eider.worker.rig.Until;
import dev.eider.worker.rig.WorkerProcess;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;

/** Makes planned troubles: processes here and now, everything else beside them. */
final class Havoc {
  private static final Duration LONGER_THAN_A_HEARTBEAT = Duration.ofSeconds(11);
  private static final Duration ZOMBIE = Duration.ofSeconds(3);
  private static final Duration COMMIT = Duration.ofSeconds(6);
  private static final Duration DEATH = Duration.ofSeconds(12);
  private static final String TINY = "13m";

  private final Installation installation;
  private final Crew crew;
  private final List<Lane> lanes;
  private final Disk staging;
  private final Recovery recovery;
  private final Clock clock;
  private final Tally tally;
  private final ExecutorService threads;
  private final List<CompletableFuture<Void>> aftermath = new ArrayList<>();

  Havoc(Ground ground, Recovery recovery, Tally tally, ExecutorService threads) {
    this.installation = ground.installation();
    this.crew = ground.crew();
    this.lanes = ground.lanes();
    this.staging = ground.staging();
    this.clock = ground.clock();
    this.recovery = recovery;
    this.tally = tally;
    this.threads = threads;
  }

  void make(Planned planned) {
    Until.passed(planned.after());
    crew.fill();
    aftermath.stream().filter(CompletableFuture::isCompletedExceptionally).forEach(this::rethrow);
    switch (planned.trouble()) {
      case KILL_WORKER -> killWorker(planned);
      case KILL_IN_COMMIT -> killInCommit(planned);
      case KILL_SERVER -> killServer(planned);
      case STOP_WORKER -> stopWorker(planned);
      case STOP_SERVER -> stopServer(planned);
      case STAGING_FULL -> stagingFull(planned);
      case DESTINATION_FULL -> destinationFull(planned);
      case DESTINATION_READ_ONLY -> readOnly(planned);
      case DESTINATION_LOCKED -> locked(planned);
      case ANSWER_500 -> answers(planned, refusal(500, Map.of()));
      case ANSWER_429 -> answers(planned, refusal(429, Map.of("Retry-After", "2")));
      case BODY_CUT -> wired(planned, Wire.State.CUT);
      case SLOW_DRIP -> wired(planned, Wire.State.DRIPPING);
      case CONNECTION_RESET -> wired(planned, Wire.State.RESET);
      case OUT_OF_MEMORY -> outOfMemory(planned);
      case CLOCK_WRONG -> clockWrong(planned);
    }
  }

  /** Waits until everything lasting is over, and the crew is whole again. */
  void heal() {
    aftermath.forEach(this::rethrow);
    crew.fill();
  }

  private void rethrow(CompletableFuture<Void> one) {
    try {
      one.join();
    } catch (CompletionException e) {
      throw new AssertionError("a trouble could not be made", e.getCause());
    }
  }

  private void beside(Runnable work) {
    aftermath.add(CompletableFuture.runAsync(work, threads));
  }

  private void killWorker(Planned planned) {
    WorkerProcess victim = crew.one(planned.which());
    killed(planned, () -> victim.kill());
  }

  /**
   * Moments after a write-ahead log grew. Which worker commits cannot be seen from outside, so all
   * of them die.
   */
  private void killInCommit(Planned planned) {
    long before = logged();
    long end = System.nanoTime() + COMMIT.toNanos();
    for (long now = before; now <= before && System.nanoTime() < end; now = logged()) {
      before = Math.min(before, now);
      Until.passed(Duration.ofNanos(200_000));
    }
    Until.passed(Duration.ofMillis(planned.which() % 4));
    killed(planned, () -> crew.all().forEach(WorkerProcess::kill));
  }

  private long logged() {
    return lanes.stream()
        .map(lane -> lane.job().destination())
        .mapToLong(file -> new File(file + ".wal").length())
        .sum();
  }

  private void killServer(Planned planned) {
    killed(
        planned,
        () -> {
          installation.server().kill();
          installation.server().start();
        });
  }

  /** A dead worker's steps can be seen afterwards, a dead server's only before. */
  private void killed(Planned planned, Runnable kill) {
    boolean worker = planned.trouble() != Trouble.KILL_SERVER;
    List<Recovery.Step> before = worker ? List.of() : recovery.underWay();
    recovery.shaken();
    Instant killed = Instant.now();
    kill.run();
    List<Recovery.Step> steps = worker ? recovery.underWay() : before;
    CompletableFuture<Void> back = recovery.measure(planned.trouble(), steps, killed);
    tally.happened(planned.trouble());
    crew.fill();
    if (planned.calm()) {
      rethrow(back);
    }
  }

  /** It sleeps through its heartbeat, others do its work, and then it wakes and goes on. */
  private void stopWorker(Planned planned) {
    WorkerProcess zombie = crew.dismissed(planned.which());
    recovery.shaken();
    zombie.signal("STOP");
    tally.happened(planned.trouble());
    beside(
        () -> {
          Until.passed(planned.lasts().plus(LONGER_THAN_A_HEARTBEAT));
          List<Runnable> visits = lanes.stream().map(lane -> lane.job().visited()).toList();
          zombie.signal("CONT");
          Until.passed(ZOMBIE);
          zombie.kill();
          visits.forEach(Runnable::run);
        });
    crew.fill();
  }

  private void stopServer(Planned planned) {
    recovery.shaken();
    installation.server().signal("STOP");
    Until.passed(planned.lasts());
    installation.server().signal("CONT");
    tally.happened(planned.trouble());
  }

  private void stagingFull(Planned planned) {
    if (!staging.isReal()) {
      tally.missed(planned.trouble(), "no right to mount");
      return;
    }
    tally.happened(planned.trouble());
    beside(
        () -> {
          staging.fill();
          Until.passed(planned.lasts());
          staging.free();
        });
  }

  private void destinationFull(Planned planned) {
    Lane lane = lanes.get(planned.which() % lanes.size());
    if (!lane.disk().isReal()) {
      tally.missed(planned.trouble(), "no right to mount");
      return;
    }
    onGround(
        lane,
        () -> {
          tally.happened(planned.trouble());
          lane.disk().fill();
          Until.passed(planned.lasts());
          lane.disk().free();
        });
  }

  private void readOnly(Planned planned) {
    List<Lane> able = lanes.stream().filter(lane -> lane.job().startsAgain()).toList();
    Lane lane = able.get(planned.which() % able.size());
    if (!lane.disk().isReal()) {
      tally.missed(planned.trouble(), "no right to mount");
      return;
    }
    onGround(
        lane,
        () -> {
          lane.madeReadOnly();
          if (lane.disk().readOnly()) {
            tally.happened(planned.trouble());
            Until.passed(planned.lasts());
            lane.disk().writable();
          } else {
            tally.missed(planned.trouble(), "its files were open all the time");
          }
        });
  }

  private void locked(Planned planned) {
    Lane lane = lanes.get(planned.which() % lanes.size());
    onGround(
        lane,
        () -> {
          if (Holder.holds(lane.job().destination(), planned.lasts())) {
            tally.happened(planned.trouble());
          } else {
            tally.missed(planned.trouble(), "the file was never free");
          }
        });
  }

  private void onGround(Lane lane, Runnable work) {
    beside(
        () -> {
          lane.ground().lock();
          try {
            work.run();
          } finally {
            lane.ground().unlock();
          }
        });
  }

  private ApiJob api(Planned planned) {
    List<ApiJob> apis =
        lanes.stream()
            .map(Lane::job)
            .filter(ApiJob.class::isInstance)
            .map(ApiJob.class::cast)
            .toList();
    return apis.get(planned.which() % apis.size());
  }

  /** The answer repeats the credentials, as careless services do. */
  private static RecordsApi.Interception refusal(int status, Map<String, String> headers) {
    return (request, number) ->
        Optional.of(
            new RecordsApi.Instead(
                status,
                headers,
                "{\"error\":{\"message\":\"not now, " + request.authorization() + "\"}}"));
  }

  private void answers(Planned planned, RecordsApi.Interception how) {
    ApiJob job = api(planned);
    tally.happened(planned.trouble());
    beside(
        () -> {
          job.api().intercept(how);
          Until.passed(planned.lasts());
          job.api().intercept((request, number) -> Optional.empty());
        });
  }

  private void wired(Planned planned, Wire.State how) {
    ApiJob job = api(planned);
    tally.happened(planned.trouble());
    beside(
        () -> {
          job.wire().is(how);
          Until.passed(planned.lasts());
          job.wire().is(Wire.State.WHOLE);
        });
  }

  private void outOfMemory(Planned planned) {
    recovery.shaken();
    crew.all().forEach(WorkerProcess::kill);
    WorkerProcess tiny = crew.joined(TINY, Map.of());
    long end = System.nanoTime() + DEATH.toNanos();
    while (tiny.isAlive() && System.nanoTime() < end) {
      Until.passed(Duration.ofMillis(50));
    }
    tally.happened(planned.trouble());
    if (!tiny.isAlive()) {
      tally.diedOfHeap();
    }
    tiny.kill();
    crew.fill();
  }

  /** A worker whose clock is wrong by days works, first alone, then beside right ones. */
  private void clockWrong(Planned planned) {
    if (clock.hindrance().isPresent()) {
      tally.missed(planned.trouble(), clock.hindrance().get());
      return;
    }
    recovery.shaken();
    crew.all().forEach(WorkerProcess::kill);
    String away = planned.which() % 2 == 0 ? "-30h" : "+400d";
    WorkerProcess skewed = crew.joined("384m", clock.environment(away));
    if (!skewed.becomesReady()) {
      clock.forget(skewed.pid());
      tally.missed(planned.trouble(), "a worker did not come up under libfaketime");
      return;
    }
    tally.happened(planned.trouble());
    beside(
        () -> {
          Until.passed(planned.lasts().multipliedBy(2));
          skewed.kill();
          clock.forget(skewed.pid());
        });
  }
}
