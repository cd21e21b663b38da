package dev.eider.embedding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.destination.Destination;
import dev.eider.destination.Destinations;
import dev.eider.destination.Outbox;
import dev.eider.event.SyncListener;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Guard;
import dev.eider.outcome.Vectors;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.EmbedPlan;
import dev.eider.plan.StreamTask;
import dev.eider.pulse.Pulse;
import dev.eider.secret.Secrets;
import dev.eider.secret.Settings;
import dev.eider.step.Embed;
import dev.eider.vector.VectorStore;
import dev.eider.vector.VectorStores;
import dev.eider.wire.WireFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Embeds what changed, and searches it. */
public final class EmbedSteps implements Embed {
  /** Short beside what a lost worker costs, long beside what a step costs. */
  private static final Duration PIECE = Duration.ofSeconds(20);

  private static final Logger LOG = LoggerFactory.getLogger(EmbedSteps.class);
  private static final ObjectMapper JSON = WireFormat.mapper();

  private final Destinations destinations;
  private final Embedders embedders;
  private final VectorStores stores;
  private final Secrets secrets;
  private final Path home;
  private final SyncListener listener;
  private final Guard guard;

  /**
   * The steps.
   *
   * @param destinations every destination there is
   * @param embedders every embedder there is
   * @param stores every store there is
   * @param secrets where references are looked up
   * @param home the installation's folder
   * @param listener told what happens
   */
  public EmbedSteps(
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
    this.listener = listener;
    this.guard = new Guard(secrets::mask, listener::stepFailed);
  }

  @Override
  public Embedded embed(Request request) {
    StreamTask task = request.task();
    return guard.step(
        "Embed",
        task.stream(),
        () -> {
          ConnectorPlan plan = request.destination();
          Settings settings = new Settings("/destination", plan.options(), secrets, home);
          try (Pulse pulse = Pulse.steady();
              Destination destination = destinations.named(plan.type()).open(settings)) {
            return embedded(request, destination, pulse);
          }
        });
  }

  private Embedded embedded(Request request, Destination destination, Pulse pulse) {
    EmbedPlan plan = Objects.requireNonNull(request.task().embed());
    Piece piece = new Piece(request, plan, destination, pulse, System.nanoTime() + PIECE.toNanos());
    Vectors done = Vectors.NONE;
    long waiting = 0;
    @Nullable String note = null;
    for (ConnectorPlan store : plan.stores()) {
      Embedded one = follow(piece, store);
      done = done.plus(one.vectors());
      waiting += one.waiting();
      note = one.note() == null ? note : one.note();
    }
    return new Embedded(done, waiting, note);
  }

  private Embedded follow(Piece piece, ConnectorPlan at) {
    StreamTask task = piece.request().task();
    String sync = piece.request().sync();
    String where = where(task.stream());
    Embedder embedder = embedders.open(piece.plan().embedder(), where + "/embedder", secrets, home);
    Documents documents = new Documents(sync, task.stream(), piece.plan(), embedder);
    try (VectorStore store = open(at, where + "/store")) {
      Ledger ledger = new Ledger(sync, piece.request().destination().type(), task, at);
      String name = ledger.name();
      Target.Wanted wanted =
          new Target.Wanted(
              sync, task.stream(), name, embedder.dimension(), documents.fingerprint());
      Target target = Target.of(store, wanted, where + "/store");
      Outbox outbox = ledger.outbox(piece.destination(), target.collection().id(), wanted.print());
      boolean lost = target.building() && store.find(name).isEmpty() && outbox.knowsOthers();
      Following following =
          new Following(target, outbox, documents, task.documentKey(), piece.pulse()::moved);
      boolean all;
      try {
        all = following.run(piece::goesOn);
      } finally {
        listener.embedded(sync, task.stream(), following.done());
      }
      if (all) {
        target.show();
        outbox.forgetOthers();
      }
      long waiting = all ? 0 : Math.max(1, outbox.waiting());
      return new Embedded(following.done(), waiting, note(lost, name, following.refused()));
    }
  }

  private VectorStore open(ConnectorPlan plan, String where) {
    return stores
        .named(plan.type(), where)
        .open(new Settings(where, plan.options(), secrets, home));
  }

  private static String where(String stream) {
    return "/streams/" + stream + "/embed";
  }

  private static @Nullable String note(boolean lost, String name, long refused) {
    String gone = lost ? "collection '" + name + "' was gone and is built anew" : null;
    String left =
        refused == 0
            ? null
            : (refused == 1 ? "1 chunk was" : refused + " chunks were")
                + " left out: see the worker's log";
    return gone != null && left != null ? gone + "; " + left : gone != null ? gone : left;
  }

  @Override
  public Answer search(Question question) {
    return guard.step(
        "Search",
        question.stream(),
        () -> {
          try (Pulse pulse = Pulse.interrupting()) {
            pulse.check();
            return answer(question);
          }
        });
  }

  private Answer answer(Question question) {
    EmbedPlan plan = question.embed();
    String where = where(question.stream());
    ConnectorPlan at = store(plan, question.store());
    Embedder embedder = embedders.open(plan.embedder(), where + "/embedder", secrets, home);
    List<Chunk> chunks = Chunks.of(question.text(), embedder, 0, 0);
    if (chunks.isEmpty()) {
      throw new Misconfigured(
          "search.empty", question.stream(), "expected a text to look for but it is empty", null);
    }
    float[] vector = embedder.embed(List.of(chunks.getFirst().text())).getFirst();
    try (VectorStore store = open(at, where + "/store")) {
      String name = EmbedPlan.collection(at, question.sync(), question.stream());
      VectorStore.Found found =
          store
              .find(name)
              .orElseThrow(
                  () ->
                      new Misconfigured(
                          "search.no_collection",
                          question.stream(),
                          "expected collection '" + name + "' but there is none yet",
                          "run the sync to its end, which fills it"));
      List<Hit> hits =
          store.search(found, vector, question.limit(), question.where()).stream()
              .map(EmbedSteps::hit)
              .toList();
      return new Answer(at.type(), name, store.method(), AnswerSize.fitted(hits));
    }
  }

  private static Hit hit(VectorStore.Hit hit) {
    Map<String, Object> metadata = new TreeMap<>(hit.metadata());
    metadata.keySet().removeIf(name -> name.startsWith(Document.OWN));
    Object chunk = hit.metadata().get(Document.CHUNK);
    return new Hit(
        hit.score(),
        key(hit),
        chunk instanceof Number number ? number.intValue() : 0,
        hit.document(),
        metadata);
  }

  /** Of an entry that is not ours, its id. */
  private static Map<String, Object> key(VectorStore.Hit hit) {
    if (hit.metadata().get(Document.KEY) instanceof String text) {
      try {
        return JSON.readValue(text, new TypeReference<Map<String, Object>>() {});
      } catch (JsonProcessingException e) {
        LOG.warn("an entry's key is no JSON id={}", hit.id(), e);
      }
    }
    return Map.of("id", hit.id());
  }

  private static ConnectorPlan store(EmbedPlan plan, @Nullable String type) {
    return plan.stores().stream()
        .filter(store -> type == null || store.type().equals(type))
        .findFirst()
        .orElseThrow(
            () ->
                new Misconfigured(
                    "search.unknown_store",
                    String.valueOf(type),
                    "expected one of "
                        + String.join(
                            ", ", plan.stores().stream().map(ConnectorPlan::type).toList())
                        + " but was '"
                        + type
                        + "'",
                    "write one of these"));
  }

  /**
   * What one step does.
   *
   * @param end when it is to stop, by the clock that only goes forward
   */
  private record Piece(
      Request request, EmbedPlan plan, Destination destination, Pulse pulse, long end) {

    boolean goesOn() {
      pulse.check();
      return System.nanoTime() - end < 0;
    }
  }
}
