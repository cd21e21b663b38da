package dev.eider.check;

import dev.eider.embedding.Chunks;
import dev.eider.embedding.Embedder;
import dev.eider.embedding.Embedders;
import dev.eider.embedding.Keeper;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.outcome.Problem;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.EmbedPlan;
import dev.eider.plan.StreamTask;
import dev.eider.secret.Secrets;
import dev.eider.secret.Settings;
import dev.eider.vector.Fitness;
import dev.eider.vector.VectorStore;
import dev.eider.vector.VectorStore.Found;
import dev.eider.vector.VectorStores;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sees whether a stream's documents can be embedded and kept: opens what the plan names. */
final class EmbedPlaces {
  private final Embedders embedders;
  private final VectorStores stores;
  private final Secrets secrets;
  private final Path home;
  private final List<Problem> problems;
  private final Map<ConnectorPlan, String> filled = new HashMap<>();

  EmbedPlaces(
      Embedders embedders,
      VectorStores stores,
      Secrets secrets,
      Path home,
      List<Problem> problems) {
    this.embedders = embedders;
    this.stores = stores;
    this.secrets = secrets;
    this.home = home;
    this.problems = problems;
  }

  /** Adds what is wrong; what is denied or unavailable is thrown. */
  void check(String sync, StreamTask task) {
    EmbedPlan plan = task.embed();
    if (plan == null) {
      return;
    }
    String where = "/streams/" + task.stream();
    Optional<Embedder> embedder = embedder(plan, where);
    for (int i = 0; i < plan.stores().size(); i++) {
      ConnectorPlan store = plan.stores().get(i);
      Place place =
          new Place(
              store,
              where + "/embed/store/" + i,
              EmbedPlan.collection(store, sync, task.stream()),
              sync,
              task.stream());
      refuseShared(place);
      store(place, embedder);
    }
  }

  /** Two streams of one sync that fill the same collection, which may not be there yet. */
  private void refuseShared(Place place) {
    Map<String, Object> named = new HashMap<>(place.store().options());
    named.put(EmbedPlan.COLLECTION, place.collection());
    String other =
        filled.putIfAbsent(new ConnectorPlan(place.store().type(), named), place.stream());
    if (other != null) {
      problems.add(
          new Problem(
              "vector.collection_taken",
              place.where() + "/collection",
              "expected a collection of stream '%s' but '%s' is filled by stream '%s', too"
                  .formatted(place.stream(), place.collection(), other),
              "write another collection:"));
    }
  }

  private Optional<Embedder> embedder(EmbedPlan plan, String where) {
    try {
      Embedder embedder = embedders.open(plan.embedder(), where + "/embed/embedder", secrets, home);
      sizes(plan, embedder, where);
      return Optional.of(embedder);
    } catch (Misconfigured e) {
      problems.add(e.problem());
      return Optional.empty();
    }
  }

  private void sizes(EmbedPlan plan, Embedder embedder, String where) {
    try {
      Chunks.refuseUnfit(embedder, plan.tokens(), plan.overlap());
    } catch (Misconfigured e) {
      Problem known = e.problem();
      problems.add(new Problem(known.code(), where + known.where(), known.message(), known.fix()));
    }
  }

  private void store(Place place, Optional<Embedder> embedder) {
    ConnectorPlan plan = place.store();
    Settings settings = new Settings(place.where(), plan.options(), secrets, home);
    try (VectorStore store = stores.named(plan.type(), place.where() + "/type").open(settings)) {
      store.check();
      Optional<Found> found = store.find(place.collection());
      if (found.isPresent()) {
        Keeper.refuseOther(found.get(), place.sync(), place.stream(), place.where());
      }
      if (found.filter(EmbedPlaces::isForeign).isPresent() && embedder.isPresent()) {
        Fitness.refuseOther(found.get(), embedder.get().dimension(), place.where());
      }
    } catch (Misconfigured e) {
      problems.add(e.problem());
    }
  }

  /** One that Eider made is made anew where the embedder changed, and says what it was made for. */
  private static boolean isForeign(Found collection) {
    return collection.about().isEmpty();
  }

  /**
   * A collection of a stream.
   *
   * @param where how messages call the store
   */
  private record Place(
      ConnectorPlan store, String where, String collection, String sync, String stream) {}
}
