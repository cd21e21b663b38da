package dev.eider.check;

import dev.eider.embedding.Chunks;
import dev.eider.embedding.Embedder;
import dev.eider.embedding.Embedders;
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
import java.util.List;
import java.util.Optional;

/** Sees whether a stream's documents can be embedded and kept: opens what the plan names. */
final class EmbedPlaces {
  private final Embedders embedders;
  private final VectorStores stores;
  private final Secrets secrets;
  private final Path home;
  private final List<Problem> problems;

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
      String collection = EmbedPlan.collection(store, sync, task.stream());
      store(store, where + "/embed/store/" + i, collection, embedder);
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

  private void store(
      ConnectorPlan plan, String where, String collection, Optional<Embedder> embedder) {
    Settings settings = new Settings(where, plan.options(), secrets, home);
    try (VectorStore store = stores.named(plan.type(), where + "/type").open(settings)) {
      store.check();
      Optional<Found> found = store.find(collection).filter(EmbedPlaces::isForeign);
      if (found.isPresent() && embedder.isPresent()) {
        Fitness.refuseOther(found.get(), embedder.get().dimension(), where);
      }
    } catch (Misconfigured e) {
      problems.add(e.problem());
    }
  }

  /** One that Eider made is made anew where the embedder changed, and says what it was made for. */
  private static boolean isForeign(Found collection) {
    return collection.about().isEmpty();
  }
}
