package dev.eider.destination;

import dev.eider.event.SyncListener;
import dev.eider.fault.Guard;
import dev.eider.outcome.Counts;
import dev.eider.plan.ConnectorPlan;
import dev.eider.pulse.Pulse;
import dev.eider.record.SetAside;
import dev.eider.record.StagedBatch;
import dev.eider.record.Staging;
import dev.eider.secret.Secrets;
import dev.eider.secret.Settings;
import dev.eider.step.Checkpoint;
import dev.eider.step.Load;
import dev.eider.step.Sweep;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Brings staged batches into destinations, and keeps the checkpoints that lie beside the rows. */
public final class LoadSteps implements Load, Checkpoint, Sweep {
  private final Destinations destinations;
  private final Secrets secrets;
  private final Staging staging;
  private final SetAside setAside;
  private final Path home;
  private final SyncListener listener;
  private final Guard guard;

  /**
   * The steps.
   *
   * @param destinations every destination there is
   * @param secrets where references are looked up
   * @param home the installation's folder
   * @param listener told what happens
   */
  public LoadSteps(Destinations destinations, Secrets secrets, Path home, SyncListener listener) {
    this.destinations = destinations;
    this.secrets = secrets;
    this.staging = new Staging(home);
    this.setAside = new SetAside(home);
    this.home = home;
    this.listener = listener;
    this.guard = new Guard(secrets::mask, listener::stepFailed);
  }

  @Override
  public Counts load(Load.Request request) {
    String stream = request.task().stream();
    Counts counts =
        with(
            "Load",
            stream,
            request.destination(),
            (destination, pulse) ->
                destination.load(
                    new Destination.Batch(
                        request.sync(),
                        request.sourceName(),
                        request.task(),
                        request.generation(),
                        request.chunk(),
                        pulse.attempt(),
                        staging.open(request.batch()),
                        request.reached())));
    listener.batchLoaded(request.sync(), stream, counts);
    if (request.chunk() >= Load.REPLAYED) {
      return counts;
    }
    setAside.keep(
        request.sync(), request.task(), request.generation(), request.chunk(), request.batch());
    // Of this chunk the files stay until the next one: this very step may have to run again.
    staging.discardBefore(request.sync(), stream, request.generation(), request.chunk());
    return counts;
  }

  @Override
  public Opened open(Open request) {
    Destination.Run run =
        new Destination.Run(
            request.sync(), request.sourceName(), request.fingerprint(), request.run());
    String stream = request.task().stream();
    Opened opened =
        with(
            "OpenCheckpoint",
            stream,
            request.destination(),
            (destination, pulse) ->
                destination.open(
                    run,
                    request.task(),
                    staging.schema(request.task().schema()),
                    request.fresh(),
                    request.accepted()));
    // A run before this one that was killed or cancelled can no longer commit what it staged.
    staging.discardRun(request.sync(), stream, opened.generation() - 1);
    return opened;
  }

  @Override
  public Counts close(Close request) {
    Destination.Run run = new Destination.Run(request.sync(), request.sourceName(), "", "");
    Counts counts =
        with(
            "CloseCheckpoint",
            request.task().stream(),
            request.destination(),
            (destination, pulse) ->
                destination.close(
                    run, request.task(), request.generation(), request.last(), request.swept()));
    setAside.supersede(request.sync(), request.task(), request.generation());
    staging.discardRun(request.sync(), request.task().stream(), request.generation());
    return counts;
  }

  @Override
  public Found survey(Sweep.Request request) {
    return with(
        "SurveySweep",
        request.task().stream(),
        request.destination(),
        (destination, pulse) ->
            destination.survey(
                gone(request, request.gone() == null ? null : staging.open(request.gone()))));
  }

  @Override
  public Counts remove(Sweep.Request request) {
    String stream = request.task().stream();
    Counts counts =
        with(
            "Sweep",
            stream,
            request.destination(),
            // What to remove was noted; the staged keys may be gone after days of waiting.
            (destination, pulse) -> destination.remove(gone(request, null)));
    listener.batchLoaded(request.sync(), stream, counts);
    return counts;
  }

  private static Destination.Gone gone(Sweep.Request request, @Nullable StagedBatch keys) {
    return new Destination.Gone(request.sync(), request.task(), request.generation(), keys);
  }

  @Override
  public List<Line> show(Show request) {
    return with(
        "ShowCheckpoints",
        request.sync(),
        request.destination(),
        (destination, pulse) -> destination.checkpoints(request.sync(), request.streams()));
  }

  @Override
  public List<Line> reset(Show request) {
    return with(
        "ResetCheckpoints",
        request.sync(),
        request.destination(),
        (destination, pulse) -> destination.reset(request.sync(), request.streams()));
  }

  private <T> T with(
      String step, String where, ConnectorPlan plan, BiFunction<Destination, Pulse, T> work) {
    return guard.step(
        step,
        where,
        () -> {
          Settings settings = new Settings("/destination", plan.options(), secrets, home);
          try (Pulse pulse = Pulse.steady();
              Destination destination = destinations.named(plan.type()).open(settings)) {
            return work.apply(destination, pulse);
          }
        });
  }
}
