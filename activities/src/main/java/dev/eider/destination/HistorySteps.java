package dev.eider.destination;

import dev.eider.event.SyncListener;
import dev.eider.fault.Guard;
import dev.eider.plan.ConnectorPlan;
import dev.eider.pulse.Pulse;
import dev.eider.record.Staging;
import dev.eider.secret.Secrets;
import dev.eider.secret.Settings;
import dev.eider.step.Checkpoint;
import dev.eider.step.History;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Looks into the checkpoints that lie beside the rows, and goes back to one. */
public final class HistorySteps implements History {
  private final Destinations destinations;
  private final Secrets secrets;
  private final Staging staging;
  private final Path home;
  private final Guard guard;

  /**
   * The steps.
   *
   * @param destinations every destination there is
   * @param secrets where references are looked up
   * @param home the installation's folder
   * @param listener told what happens
   */
  public HistorySteps(
      Destinations destinations, Secrets secrets, Path home, SyncListener listener) {
    this.destinations = destinations;
    this.secrets = secrets;
    this.staging = new Staging(home);
    this.home = home;
    this.guard = new Guard(secrets::mask, listener::stepFailed);
  }

  @Override
  public List<Moment> list(Of request) {
    return with(
        "ListCheckpoints",
        request.stream(),
        request.destination(),
        recall -> recall.moments(request.sync(), request.stream(), request.limit()));
  }

  @Override
  public Rewound rewind(Rewind request) {
    return with(
        "RewindCheckpoint",
        request.stream(),
        request.destination(),
        recall -> recall.rewind(request));
  }

  @Override
  public List<Checkpoint.Line> take(Import request) {
    return with(
        "ImportCheckpoints",
        request.sync(),
        request.destination(),
        recall -> recall.take(request, staging::schema));
  }

  private <T> T with(String step, String where, ConnectorPlan plan, Function<Recall, T> work) {
    return guard.step(
        step,
        where,
        () -> {
          Settings settings = new Settings("/destination", plan.options(), secrets, home);
          try (Pulse pulse = Pulse.steady();
              Destination destination = destinations.named(plan.type()).open(settings)) {
            T answer = work.apply(destination.recall());
            pulse.check();
            return answer;
          }
        });
  }
}
