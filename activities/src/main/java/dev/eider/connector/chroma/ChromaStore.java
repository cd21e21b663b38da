package dev.eider.connector.chroma;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eider.connector.chroma.ChromaApi.Items;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.outcome.Problem;
import dev.eider.vector.Fitness;
import dev.eider.vector.VectorStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Vectors in Chroma. Collections are made with its cosine space; those of its own client, usually
 * of the space l2, are searched and extended too.
 */
final class ChromaStore implements VectorStore {
  private static final String ABOUT = "eider:";
  private static final String DIMENSION = "eider_dimension";
  private static final String CHECKED = "eider-check";

  /** Chroma counts its way to an offset: fewer and larger pages are read in less time. */
  private static final int WALKED = 50_000;

  private final ChromaApi api;
  private final Runnable closing;
  private final Writing writing;
  private final Map<String, String> spaces = new HashMap<>();
  private @Nullable Window window;

  ChromaStore(ChromaApi api, Runnable closing) {
    this.api = api;
    this.closing = closing;
    this.writing = new Writing(api);
  }

  @Override
  public void check() {
    JsonNode unused = api.server("heartbeat");
    api.requireDatabase();
    JsonNode made =
        api.create(ChromaApi.object().put("name", CHECKED).put("get_or_create", true))
            .orElseThrow(() -> taken(CHECKED));
    api.drop(made.path("name").asText());
  }

  @Override
  public String method() {
    return "approximate search in Chroma (HNSW)";
  }

  @Override
  public Optional<Found> find(String name) {
    CollectionNames.refuseOdd(name, api.label());
    return api.collection(name).map(this::found);
  }

  @Override
  public Found create(String name, int dimension, Map<String, String> about) {
    CollectionNames.refuseOdd(name, api.label());
    api.requireDatabase();
    api.drop(name);
    ObjectNode wanted = ChromaApi.object().put("name", name);
    ObjectNode metadata = wanted.putObject("metadata").put(DIMENSION, dimension);
    about.forEach((key, value) -> metadata.put(ABOUT + key, value));
    wanted.putObject("configuration").putObject("hnsw").put("space", Score.COSINE);
    return found(api.create(wanted).orElseThrow(() -> taken(name)));
  }

  /**
   * By renaming, since a removal takes longer the larger a collection is: between the two nobody
   * has the name. Done again after a kill it goes on wherever that was.
   */
  @Override
  public Found replace(Found built, String name) {
    CollectionNames.refuseOdd(name, api.label());
    String aside = "eider-replaced-by-" + built.id();
    Optional<Found> there = find(name);
    if (there.filter(found -> found.id().equals(built.id())).isEmpty()) {
      // One that is gone must not cost the old its place.
      long unused = count(built);
      there.ifPresent(
          old -> {
            api.drop(aside);
            api.rename(items(old), aside);
          });
      api.rename(items(built), name);
    }
    api.drop(aside);
    return find(name).orElseThrow(() -> taken(name));
  }

  @Override
  public void drop(String name) {
    CollectionNames.refuseOdd(name, api.label());
    api.drop(name);
  }

  @Override
  public void upsert(Found collection, List<Entry> entries) {
    Fitness.refuseUnfit(collection, entries, api.label());
    window = null;
    writing.upsert(items(collection), entries);
  }

  @Override
  public void delete(Found collection, Collection<String> ids) {
    List<String> all = List.copyOf(ids);
    for (int i = 0; i < all.size(); i += Batches.MOST) {
      ObjectNode body = ChromaApi.object();
      ArrayNode some = body.putArray("ids");
      all.subList(i, Math.min(all.size(), i + Batches.MOST)).forEach(some::add);
      JsonNode unused = api.ask(items(collection), "delete", body);
    }
  }

  @Override
  public long count(Found collection) {
    return api.ask(items(collection), "count", null).asLong();
  }

  @Override
  public List<Listed> list(Found collection, @Nullable String after, int limit) {
    Window current = window(collection);
    Items items = items(collection);
    List<Listed> listed = new ArrayList<>();
    List<String> ids = current.ids().after(after, limit);
    while (!ids.isEmpty() && listed.size() < limit) {
      // Somebody may have removed some since they were read: fewer would mean there are no more.
      listed.addAll(described(items, ids));
      ids = current.ids().after(ids.getLast(), limit - listed.size());
    }
    return listed;
  }

  @Override
  public Map<String, float[]> vectors(Found collection, Collection<String> ids) {
    Map<String, float[]> vectors = new HashMap<>();
    List<String> all = List.copyOf(ids);
    for (int i = 0; i < all.size(); i += Batches.MOST_VECTORS) {
      ObjectNode body = ChromaApi.object();
      List<String> some = all.subList(i, Math.min(all.size(), i + Batches.MOST_VECTORS));
      some.forEach(body.putArray("ids")::add);
      body.putArray("include").add("embeddings");
      vectors.putAll(Vectors.of(api.ask(items(collection), "get", body)));
    }
    return vectors;
  }

  private Window window(Found collection) {
    if (window == null || !window.collection().equals(collection.id())) {
      Items items = items(collection);
      window = new Window(collection.id(), new IdWindow(each -> walk(items, each), IdWindow.MOST));
    }
    return window;
  }

  private void walk(Items items, Consumer<String> each) {
    int offset = 0;
    int found = WALKED;
    while (found == WALKED) {
      ObjectNode body = ChromaApi.object().put("limit", WALKED).put("offset", offset);
      body.putArray("include");
      JsonNode ids = api.ask(items, "get", body).path("ids");
      ids.forEach(id -> each.accept(id.asText()));
      found = ids.size();
      offset += found;
    }
  }

  private List<Listed> described(Items items, List<String> ids) {
    List<Listed> listed = new ArrayList<>();
    for (int i = 0; i < ids.size(); i += Batches.MOST) {
      List<String> some = ids.subList(i, Math.min(ids.size(), i + Batches.MOST));
      ObjectNode body = ChromaApi.object();
      some.forEach(body.putArray("ids")::add);
      body.putArray("include").add("metadatas").add("documents");
      JsonNode said = api.ask(items, "get", body);
      Map<String, Listed> known = new HashMap<>();
      for (int at = 0; at < said.path("ids").size(); at++) {
        String id = said.path("ids").path(at).asText();
        // asText() of a null is the word.
        JsonNode text = said.path("documents").path(at);
        Map<String, Object> metadata = Metadata.values(said.path("metadatas").path(at));
        known.put(id, new Listed(id, text.isTextual() ? text.asText() : "", metadata));
      }
      some.stream().map(known::get).filter(Objects::nonNull).forEach(listed::add);
    }
    return listed;
  }

  @Override
  public List<Hit> search(Found collection, float[] query, int limit, Map<String, Object> where) {
    Fitness.refuseOther(collection, query.length, api.label());
    if (limit < 1) {
      long unused = count(collection);
      return List.of();
    }
    Score score = new Score(space(collection), query);
    ObjectNode body = ChromaApi.object().put("n_results", limit);
    ArrayNode numbers = body.putArray("query_embeddings").addArray();
    for (float number : query) {
      numbers.add(number);
    }
    if (!where.isEmpty()) {
      body.set("where", Metadata.where(where));
    }
    ArrayNode include = body.putArray("include").add("distances").add("documents").add("metadatas");
    if (score.needsVectors()) {
      include.add("embeddings");
    }
    return score.hits(api.ask(items(collection), "query", body));
  }

  private String space(Found collection) {
    String known = spaces.get(collection.id());
    if (known != null) {
      return known;
    }
    // Where another has the name now, the question itself finds that this one is gone.
    return Score.space(api.collection(collection.name()).orElse(ChromaApi.object()));
  }

  private Found found(JsonNode said) {
    JsonNode metadata = said.path("metadata");
    Map<String, String> about = new LinkedHashMap<>();
    metadata
        .properties()
        .forEach(
            field -> {
              if (field.getKey().startsWith(ABOUT)) {
                about.put(field.getKey().substring(ABOUT.length()), field.getValue().asText());
              }
            });
    JsonNode dimension =
        said.path("dimension").isInt() ? said.path("dimension") : metadata.path(DIMENSION);
    String id = said.path("id").asText();
    spaces.put(id, Score.space(said));
    return new Found(
        said.path("name").asText(), id, dimension.isInt() ? dimension.asInt() : null, about);
  }

  private Unavailable taken(String name) {
    return new Unavailable(
        new Problem(
            "chroma.taken",
            api.label(),
            "expected to make collection '" + name + "' but another client was faster",
            "let only this sync write its collections"),
        null,
        null);
  }

  private static Items items(Found collection) {
    return new Items(collection.id(), collection.name());
  }

  @Override
  public void close() {
    closing.run();
  }

  private record Window(String collection, IdWindow ids) {}
}
