package dev.eider.worker;

import dev.eider.plan.SyncPlan;
import dev.eider.record.Retention;
import dev.eider.record.Retention.Running;
import io.temporal.client.WorkflowClient;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets old batches go when a worker starts, and once a day while it runs. */
final class StagingSweep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StagingSweep.class);
  private static final String ID = SyncPlan.workflowId("");
  private static final String RUNNING = "ExecutionStatus = 'Running' AND WorkflowType = 'Sync'";

  private final Retention retention;
  private final WorkflowClient client;
  private final ScheduledExecutorService sweeps =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("staging-sweep").factory());

  private StagingSweep(Retention retention, WorkflowClient client) {
    this.retention = retention;
    this.client = client;
  }

  static StagingSweep start(Ready ready) {
    StagingSweep sweep =
        new StagingSweep(new Retention(ready.settings().home()), ready.connection().client());
    var unused = sweep.sweeps.scheduleAtFixedRate(sweep::sweep, 0, 1, TimeUnit.DAYS);
    return sweep;
  }

  private void sweep() {
    sweepSetAside();
    try {
      int removed = retention.sweep(Instant.now(), this::running);
      if (removed > 0) {
        LOG.info(
            "staging swept runs_and_schemas={} kept_days={}", removed, Retention.KEPT.toDays());
      }
    } catch (RuntimeException e) {
      // Whoever cannot see which syncs run removes nothing; tomorrow is another day.
      LOG.warn("staging not swept reason={}", e.getClass().getSimpleName());
    }
  }

  private void sweepSetAside() {
    try {
      int removed = retention.sweepSetAside(Instant.now());
      if (removed > 0) {
        LOG.warn(
            "rows that were set aside are given up files={} kept_days={}",
            removed,
            Retention.SET_ASIDE_KEPT.toDays());
      }
    } catch (RuntimeException e) {
      LOG.warn("rows set aside not swept reason={}", e.getClass().getSimpleName());
    }
  }

  private List<Running> running() {
    return client
        .listExecutions(RUNNING)
        .map(
            one ->
                new Running(
                    one.getExecution().getWorkflowId().substring(ID.length()), one.getStartTime()))
        .toList();
  }

  @Override
  public void close() {
    sweeps.shutdownNow();
  }
}
