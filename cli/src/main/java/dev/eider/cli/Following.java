package dev.eider.cli;

import dev.eider.outcome.Outcome;
import dev.eider.outcome.StreamReport;
import dev.eider.outcome.SyncReport;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Watches a running sync until it ends or the user has seen enough. */
final class Following {
  private static final long TICK_MILLIS = 1000;
  private static final long WATCH_MILLIS = 2000;
  private static final long SECOND_THOUGHT_MILLIS = 2000;
  private static final long CANCEL_SECONDS = 30;

  private final Progress progress;
  private final WorkflowStub stub;
  private final String name;
  private final Screen screen;
  private final Interrupts interrupts;
  private final Printer printer;
  private final Link link;
  private boolean interrupted;
  private boolean parked;

  Following(
      Link link,
      WorkflowStub stub,
      String name,
      Screen screen,
      Interrupts interrupts,
      Printer printer) {
    this.link = link;
    this.progress = new Progress(link.client(), name);
    this.stub = stub;
    this.name = name;
    this.screen = screen;
    this.interrupts = interrupts;
    this.printer = printer;
  }

  /** Whether the user pressed Ctrl-C. */
  boolean interrupted() {
    return interrupted;
  }

  /** Whether nothing is left to do but what waits for approval. */
  boolean parked() {
    return parked;
  }

  /** What came of it; empty when the user detached, or is asked something first. */
  Optional<SyncReport> toTheEnd(boolean workerHere) throws InterruptedException {
    CompletableFuture<SyncReport> result = stub.getResultAsync(SyncReport.class);
    CompletableFuture<Void> pressed = interrupts.next();
    CompletableFuture<Progress.Moment> asked = new CompletableFuture<>();
    ServerWatch watch =
        new ServerWatch(
            () -> ServerWatch.answers(link.client()) && !link.stranger().getAsBoolean(),
            printer::say,
            System::nanoTime);
    // A query may take seconds when nobody answers, and must not delay the end or the watch.
    ScheduledExecutorService ticker = Executors.newScheduledThreadPool(2, this::daemon);
    try {
      var unused =
          ticker.scheduleWithFixedDelay(
              () -> progress.now().ifPresent(moment -> show(moment, asked)),
              TICK_MILLIS,
              TICK_MILLIS,
              TimeUnit.MILLISECONDS);
      unused =
          ticker.scheduleWithFixedDelay(watch, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
      awaitFirst(result, pressed, asked, watch.gone());
      refuseStranger();
      if (!result.isDone() && asked.isDone()) {
        parked = true;
        asked.join().waits().forEach((stream, wait) -> printer.say(stream + " " + wait));
        return Optional.empty();
      }
      if (!result.isDone() && !pressed.isDone()) {
        throw lost();
      }
      if (!result.isDone()) {
        screen.close();
        return afterInterrupt(result, workerHere);
      }
    } finally {
      ticker.shutdownNow();
      screen.close();
    }
    return Optional.of(ended(result));
  }

  /** Nobody stays to watch a sync that waits for a person, unless it would end with him. */
  private void show(Progress.Moment moment, CompletableFuture<Progress.Moment> asked) {
    screen.show(moment);
    List<StreamReport> running =
        moment.report().streams().stream().filter(s -> s.outcome() == Outcome.RUNNING).toList();
    if (link.durable()
        && !running.isEmpty()
        && running.stream().allMatch(s -> s.question() != null)) {
      asked.complete(moment);
    }
  }

  private Optional<SyncReport> afterInterrupt(
      CompletableFuture<SyncReport> result, boolean workerHere) throws InterruptedException {
    interrupted = true;
    if (link.durable()) {
      CompletableFuture<Void> again = interrupts.next();
      printer.say(
          "\ndetached: sync '" + name + "' goes on. Press Ctrl-C again within 2 s to cancel it");
      printer.say("    follow: eider status " + name);
      printer.say("    cancel: eider cancel " + name);
      if (workerHere) {
        printer.say("    its worker was this process: it goes on when 'eider worker' runs");
      }
      if (!pressedWithin(again)) {
        return Optional.empty();
      }
    } else {
      printer.say("\nthe in-memory server ends with this process: cancelling the sync");
    }
    refuseStranger();
    printer.say("cancelling …");
    stub.cancel("cancelled by Ctrl-C");
    try {
      SyncReport report = ended(result.orTimeout(CANCEL_SECONDS, TimeUnit.SECONDS));
      return Optional.of(report);
    } catch (Trouble stillRunning) {
      printer.problems(stillRunning.problems());
      return Optional.empty();
    }
  }

  private static boolean pressedWithin(CompletableFuture<Void> again) throws InterruptedException {
    try {
      var unused = again.get(SECOND_THOUGHT_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    }
  }

  /** Another installation may run a sync of this name: neither its end nor its life is ours. */
  private void refuseStranger() {
    if (link.stranger().getAsBoolean()) {
      throw Trouble.world(
          "server.stranger",
          "sync '" + name + "'",
          "expected this installation's server but another one answers at its address",
          "run 'eider server start', then run the sync again: it goes on");
    }
  }

  private Trouble lost() {
    return Trouble.world(
        "server.lost",
        "sync '" + name + "'",
        "expected the Temporal server to come back within two minutes but it stayed silent",
        "run 'eider server start' or mend the server, then run the sync again: it goes on");
  }

  private static void awaitFirst(CompletableFuture<?>... any) throws InterruptedException {
    try {
      var unused = CompletableFuture.anyOf(any).get();
    } catch (ExecutionException e) {
      // How it failed is read from the result itself.
      return;
    }
  }

  private SyncReport ended(CompletableFuture<SyncReport> result) throws InterruptedException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      return Ending.of(name, e.getCause() == null ? e : e.getCause(), progress::afterCancellation);
    }
  }

  private Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "progress of " + name);
    thread.setDaemon(true);
    return thread;
  }
}
