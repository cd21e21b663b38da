package dev.eider.worker.chaos;

import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Outcome;
import dev.eider.outcome.StreamReport;
import dev.eider.outcome.SyncReport;
import dev.eider.plan.SyncPlan;
import dev.eider.worker.rig.Installation;
import dev.eider.worker.rig.Until;
import dev.eider.worker.rig.Warehouse;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs one job again and again, each time to its end, and looks at what came of it. */
final class Lane implements Runnable {
  private static final Duration LONGEST_SYNC = Duration.ofMinutes(12);
  private static final String READ_ONLY = "duckdb.read_only";
  private static final String UNDER_A_WRONG_CLOCK =
      "SELECT count(*) FROM _eider_ledger WHERE abs(epoch(committed_at) - epoch(now())) > 36000"
          + " AND (stream, generation) IN"
          + " (SELECT (stream, max(generation)) FROM _eider_ledger GROUP BY stream)";

  private final Job job;
  private final Installation installation;
  private final Tally tally;
  private final BooleanSupplier more;
  private final ReentrantLock ground = new ReentrantLock();
  private final AtomicInteger timesReadOnly = new AtomicInteger();

  Lane(Job job, Installation installation, Tally tally, BooleanSupplier more) {
    this.job = job;
    this.installation = installation;
    this.tally = tally;
    this.more = more;
  }

  Job job() {
    return job;
  }

  Disk disk() {
    return job.disk();
  }

  /** Held by whoever spoils the destination, and by the lane while it looks at it. */
  ReentrantLock ground() {
    return ground;
  }

  void madeReadOnly() {
    timesReadOnly.incrementAndGet();
  }

  @Override
  public void run() {
    while (more.getAsBoolean() || !job.isTried()) {
      SyncPlan plan = onQuietGround(job::next);
      runToTheEnd(plan);
      onQuietGround(
          () -> {
            look();
            nothingStaged(plan.name());
            return plan;
          });
      tally.synced(job);
    }
  }

  private void look() {
    Difference difference = job.difference();
    tally.compared(difference);
    if (!difference.equals(Difference.NONE)) {
      throw new AssertionError(job.word() + " differs from its source: " + difference);
    }
    job.hasKeptBooks();
    tally.underWrongClock(new Warehouse(job.destination()).number(UNDER_A_WRONG_CLOCK));
  }

  private <T> T onQuietGround(Supplier<T> work) {
    ground.lock();
    try {
      return work.get();
    } finally {
      ground.unlock();
    }
  }

  /** Only a destination that refused to be written ends a sync, and then it may begin again. */
  private void runToTheEnd(SyncPlan plan) {
    int before = timesReadOnly.get();
    while (true) {
      job.begins();
      WorkflowStub sync = started(plan);
      awaitEnd(sync);
      SyncReport report = reportOf(sync);
      tally.saw(report);
      if (report.outcome() == Outcome.DONE) {
        return;
      }
      boolean refused =
          job.startsAgain()
              && timesReadOnly.get() > before
              && faults(report).allMatch(fault -> fault.problem().code().equals(READ_ONLY));
      if (!refused) {
        throw new AssertionError(job.word() + " ended as nothing allows it to: " + report);
      }
      tally.refused();
      onQuietGround(() -> report);
    }
  }

  private static Stream<FaultReport> faults(SyncReport report) {
    return Stream.concat(
        Stream.ofNullable(report.fault()),
        report.streams().stream().map(StreamReport::fault).filter(Objects::nonNull));
  }

  private WorkflowStub started(SyncPlan plan) {
    while (true) {
      try {
        return installation.start(plan);
      } catch (WorkflowExecutionAlreadyStarted e) {
        return installation.client().newUntypedWorkflowStub(plan.workflowId());
      } catch (WorkflowServiceException serverIsDown) {
        Until.passed(Duration.ofMillis(300));
      }
    }
  }

  private void awaitEnd(WorkflowStub sync) {
    Until.holds(job.word() + " to end", LONGEST_SYNC, Duration.ofMillis(200), () -> hasEnded(sync));
  }

  private static boolean hasEnded(WorkflowStub sync) {
    try {
      return sync.describe().getStatus()
          != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (RuntimeException serverIsDown) {
      return false;
    }
  }

  private static SyncReport reportOf(WorkflowStub sync) {
    while (true) {
      try {
        return Installation.reportOf(sync);
      } catch (WorkflowServiceException | StatusRuntimeException serverIsDown) {
        Until.passed(Duration.ofMillis(300));
      }
    }
  }

  private void nothingStaged(String sync) {
    Path staged = installation.home().resolve("staging").resolve("batches").resolve(sync);
    if (!Files.isDirectory(staged)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(staged)) {
      List<Path> left = tree.filter(Files::isRegularFile).toList();
      if (!left.isEmpty()) {
        throw new AssertionError("expected no batch of ended sync " + sync + " but " + left);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
