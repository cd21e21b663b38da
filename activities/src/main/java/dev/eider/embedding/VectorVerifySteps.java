package dev.eider.embedding;

import dev.eider.destination.Destination;
import dev.eider.destination.Destinations;
import dev.eider.destination.Outbox;
import dev.eider.event.SyncListener;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.fault.Guard;
import dev.eider.outcome.Problem;
import dev.eider.outcome.VerifyReport.Stored;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.EmbedPlan;
import dev.eider.plan.StreamTask;
import dev.eider.pulse.Pulse;
import dev.eider.secret.Secrets;
import dev.eider.secret.Settings;
import dev.eider.step.VerifyVectors;
import dev.eider.vector.VectorStore;
import dev.eider.vector.VectorStores;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Compares stores with the ledgers of their vectors. */
public final class VectorVerifySteps implements VerifyVectors {
  private final Destinations destinations;
  private final Embedders embedders;
  private final VectorStores stores;
  private final Secrets secrets;
  private final Path home;
  private final Guard guard;

  /**
   * The steps.
   *
   * @param destinations every destination there is
   * @param embedders every embedder there is; they tell how documents are made
   * @param stores every store there is
   * @param secrets where references are looked up
   * @param home the installation's folder
   * @param listener told what happens
   */
  public VectorVerifySteps(
      Destinations destinations,
      Embedders embedders,
      VectorStores stores,
      Secrets secrets,
      Path home,
      SyncListener listener) {
    this.destinations = destinations;
    this.embedders = embedders;
    this.stores = stores;
    this.secrets = secrets;
    this.home = home;
    this.guard = new Guard(secrets::mask, listener::stepFailed);
  }

  @Override
  public Stored vectors(Request request) {
    return guard.step(
        "VerifyVectors",
        request.task().stream(),
        () -> {
          ConnectorPlan plan = request.destination();
          Settings settings = new Settings("/destination", plan.options(), secrets, home);
          try (Pulse pulse = Pulse.steady();
              Destination destination = destinations.named(plan.type()).open(settings)) {
            Consumer<String> moved =
                words -> {
                  pulse.check();
                  pulse.moved(words);
                };
            return compared(request, destination, moved);
          }
        });
  }

  private Stored compared(Request request, Destination destination, Consumer<String> moved) {
    StreamTask task = request.task();
    EmbedPlan plan = Objects.requireNonNull(task.embed());
    ConnectorPlan at = plan.stores().get(request.store());
    String where = "/streams/" + task.stream() + "/embed";
    Embedder embedder = embedders.open(plan.embedder(), where + "/embedder", secrets, home);
    Documents documents = new Documents(request.sync(), task.stream(), plan, embedder);
    Ledger ledger = new Ledger(request.sync(), request.destination().type(), task, at);
    Settings settings = new Settings(where + "/store", at.options(), secrets, home);
    try (VectorStore store = stores.named(at.type(), where + "/store").open(settings)) {
      Optional<VectorStore.Found> collection = store.find(ledger.name());
      String id = collection.map(VectorStore.Found::id).orElse("");
      Outbox outbox = ledger.outbox(destination, id, documents.fingerprint());
      long before = outbox.waiting();
      Agreement agreement = new Agreement(request.sync(), task.stream(), moved);
      agreement.rows(outbox, documents, task.documentKey());
      Mending mending =
          new Mending(
              request.mend(),
              outbox,
              ids -> collection.ifPresent(found -> store.delete(found, ids)));
      collection.ifPresent(
          found ->
              agreement.entries(
                  outbox, (after, limit) -> store.list(found, after, limit), mending));
      boolean moving = !request.mend() && !agreement.equal() && before != outbox.waiting();
      if (moving) {
        throw moving(request);
      }
      mending.write();
      return report(agreement, at.type(), ledger.name(), mending.mended());
    }
  }

  private static Stored report(Agreement agreement, String store, String name, long mended) {
    Agreement.Found found = agreement.found();
    return new Stored(
        store,
        name,
        agreement.equal(),
        found.entries(),
        found.same(),
        found.missing(),
        found.surplus(),
        found.stale(),
        found.waiting(),
        found.gone(),
        found.leftOut(),
        found.others(),
        mended,
        found.first(),
        null);
  }

  private static Unavailable moving(Request request) {
    return new Unavailable(
        new Problem(
            "verify.moving",
            request.task().stream(),
            "the sync ran while its vectors were compared",
            "compare again once it stands still"),
        null,
        null);
  }
}
