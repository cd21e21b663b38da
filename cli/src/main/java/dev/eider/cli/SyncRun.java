package dev.eider.cli;

import dev.eider.outcome.SyncReport;
import dev.eider.plan.SyncPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A sync from its start to what the user sees of its end. */
final class SyncRun {
  private final Surroundings around;
  private final ConnectionOptions connection;
  private final Printer printer;

  SyncRun(Surroundings around, ConnectionOptions connection, Printer printer) {
    this.around = around;
    this.connection = connection;
    this.printer = printer;
  }

  /** Starts it and leaves. */
  ExitCode only(SyncPlan plan) {
    Starting.guardSize(plan);
    try (Link link = connection.open(around, printer)) {
      if (!link.durable()) {
        throw Trouble.wrong(
            "sync.needs_server",
            "eider sync --no-wait",
            "expected a server that outlives this process but this one ends with it",
            "leave out --no-wait, or set TEMPORAL_ADDRESS");
      }
      Starting.Started started = Starting.start(link, plan);
      tell(started, plan);
      if (around.local().get().map(local -> !local.workerPolling(link)).orElse(false)) {
        printer.say("no worker takes work from this server: start one with 'eider worker'");
      }
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("sync", plan.name());
      answer.put("workflowId", plan.workflowId());
      answer.put("attached", started.attached());
      printer.data(answer, () -> "follow it with 'eider status " + plan.name() + "'");
      return ExitCode.DONE;
    }
  }

  /** Starts it, follows it, says what came of it. */
  ExitCode toTheEnd(LocalMode.Job job) throws InterruptedException {
    SyncPlan plan = job.plan();
    Starting.guardSize(plan);
    try (Link link = connection.open(around, printer);
        Worker worker = worker(link, job)) {
      Starting.Started started = Starting.start(link, plan);
      tell(started, plan);
      link.page(plan.workflowId()).ifPresent(page -> printer.say("watch it: " + page));
      Following following =
          new Following(link, started.stub(), plan.name(), screen(), around.interrupts(), printer);
      Optional<SyncReport> report = following.toTheEnd(worker.here());
      if (report.isEmpty()) {
        return following.parked() ? ExitCode.PARKED : ExitCode.INTERRUPTED;
      }
      ReportText.print(report.get(), printer);
      return following.interrupted() ? ExitCode.INTERRUPTED : ExitCode.of(report.get());
    }
  }

  private void tell(Starting.Started started, SyncPlan plan) {
    if (!started.attached()) {
      return;
    }
    printer.say("sync '" + plan.name() + "' runs already: attached to it");
    if (!started.samePlan()) {
      printer.say("! it was started from another plan; yours takes effect with the next run");
    }
  }

  private Screen screen() {
    return around.terminal() && !printer.json()
        ? new LiveTable(printer::draw, System::nanoTime)
        : new PlainLines(printer::say, System::nanoTime);
  }

  /** A worker in this process where no other polls. */
  Worker worker(Link link, LocalMode.Job job) {
    Optional<LocalMode> local = around.local().get();
    if (local.isEmpty() || local.get().workerPolling(link)) {
      return new Worker(null);
    }
    LocalMode.Work started = local.get().startWorker(job, link);
    printer.say("no worker was running: this process does the work");
    return new Worker(started);
  }

  /** The worker in this process, if it needed one. */
  record Worker(LocalMode.@Nullable Work started) implements AutoCloseable {
    /** What it was needed for is over. */
    void done() {
      close();
    }

    boolean here() {
      return started != null;
    }

    @Override
    public void close() {
      if (started != null) {
        started.close();
      }
    }
  }
}
