package dev.eider.verify;

import dev.eider.destination.Destination;
import dev.eider.destination.Destinations;
import dev.eider.digest.Comparison;
import dev.eider.digest.Digests;
import dev.eider.event.SyncListener;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.fault.Guard;
import dev.eider.outcome.Problem;
import dev.eider.outcome.VerifyReport;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.pulse.Pulse;
import dev.eider.secret.Secrets;
import dev.eider.secret.Settings;
import dev.eider.source.Source;
import dev.eider.source.Sources;
import dev.eider.step.Checkpoint;
import dev.eider.step.Verify;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares streams by digests. */
public final class VerifySteps implements Verify {
  /** As many as a person will look through; the counts count all. */
  private static final int MOST_DIFFERENCES = 1_000;

  /**
   * Where the rows of a source without digests are read to: a file needs no server and no login.
   */
  private static final String SCRATCH = "duckdb";

  private final Sources sources;
  private final Destinations destinations;
  private final Secrets secrets;
  private final Path home;
  private final Guard guard;

  /**
   * The steps.
   *
   * @param sources every source there is
   * @param destinations every destination there is
   * @param secrets where references are looked up
   * @param home the installation's folder
   * @param listener told what happens
   */
  public VerifySteps(
      Sources sources,
      Destinations destinations,
      Secrets secrets,
      Path home,
      SyncListener listener) {
    this.sources = sources;
    this.destinations = destinations;
    this.secrets = secrets;
    this.home = home;
    this.guard = new Guard(secrets::mask, listener::stepFailed);
  }

  @Override
  public Prepared prepare(Prepare request) {
    return guard.step(
        "PrepareVerify",
        request.sync(),
        () -> {
          DifferenceFiles files = new DifferenceFiles(home, request.sync());
          try (Pulse pulse = Pulse.steady();
              Source source = source(request.source())) {
            files.discardScratch();
            List<String> read =
                request.tasks().stream()
                    .filter(task -> source.digests(task, null).isEmpty())
                    .map(StreamTask::stream)
                    .toList();
            pulse.check();
            String file = read.isEmpty() ? "" : files.scratch().toString();
            return new Prepared(new ConnectorPlan(SCRATCH, Map.of("path", file)), read);
          }
        });
  }

  @Override
  public VerifyReport.Compared verify(Request request) {
    return guard.step(
        "Verify",
        request.task().stream(),
        () -> {
          // The destination first: who opens one file twice has to open it for writing first.
          try (Pulse pulse = Pulse.steady();
              Destination destination = destination(request.destination())) {
            Optional<Checkpoint.Line> standing = standing(destination, request);
            String state =
                request.task().mode() == ReadMode.INCREMENTAL
                    ? standing.map(Checkpoint.Line::state).orElse(null)
                    : null;
            Comparison.Result result = compared(request, destination, state, pulse);
            if (!result.equal() && !standing.equals(standing(destination, request))) {
              throw moved(request);
            }
            return report(request, result);
          }
        });
  }

  @Override
  public void discard(String sync) {
    guard.step(
        "DiscardVerify",
        sync,
        () -> {
          new DifferenceFiles(home, sync).discardScratch();
          return sync;
        });
  }

  private static Optional<Checkpoint.Line> standing(Destination destination, Request request) {
    return destination.checkpoints(request.sync(), List.of(request.task().stream())).stream()
        .findFirst();
  }

  private Comparison.Result compared(
      Request request, Destination destination, @Nullable String state, Pulse pulse) {
    StreamTask task = request.task();
    Digests there =
        destination
            .digests(task, null)
            .orElseThrow(() -> without("destination", request.destination(), task));
    if (request.scratch() != null) {
      try (Destination scratch = destination(request.scratch())) {
        Digests here =
            scratch
                .digests(task, state)
                .orElseThrow(() -> without("destination", request.destination(), task));
        return compared(here, there, task, pulse);
      }
    }
    try (Source source = source(request.source())) {
      Digests here =
          source.digests(task, state).orElseThrow(() -> without("source", request.source(), task));
      return compared(here, there, task, pulse);
    }
  }

  private static Comparison.Result compared(
      Digests here, Digests there, StreamTask task, Pulse pulse) {
    return new Comparison(here, there, MOST_DIFFERENCES, pulse::moved).run(task.write().keys());
  }

  private VerifyReport.Compared report(Request request, Comparison.Result result) {
    StreamTask task = request.task();
    return new VerifyReport.Compared(
        task.stream(),
        task.table(),
        result.equal(),
        result.sourceRows(),
        result.destinationRows(),
        result.changed(),
        result.onlySource(),
        result.onlyDestination(),
        result.newer(),
        new DifferenceFiles(home, request.sync()).keep(task.stream(), result.first()).orElse(null),
        null);
  }

  private static Unavailable moved(Request request) {
    return new Unavailable(
        new Problem(
            "verify.moving",
            request.task().stream(),
            "the sync ran while its rows were compared",
            "compare again once it stands still"),
        null,
        null);
  }

  private static Misconfigured without(String side, ConnectorPlan plan, StreamTask task) {
    return new Misconfigured(
        "verify.unsupported",
        task.stream(),
        "expected a " + side + " that can be compared but '" + plan.type() + "' cannot",
        null);
  }

  private Source source(ConnectorPlan plan) {
    return sources.named(plan.type()).open(settings("/source", plan));
  }

  private Destination destination(ConnectorPlan plan) {
    return destinations.named(plan.type()).open(settings("/destination", plan));
  }

  private Settings settings(String where, ConnectorPlan plan) {
    return new Settings(where, plan.options(), secrets, home);
  }
}
