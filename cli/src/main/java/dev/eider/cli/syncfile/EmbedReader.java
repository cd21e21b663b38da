package dev.eider.cli.syncfile;

import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.Described;
import dev.eider.plan.EmbedPlan;
import dev.eider.plan.Spec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** How a stream's rows become documents: what its keys mean together, and what they leave out. */
final class EmbedReader {
  /** Needs no key and no other process. */
  private static final ConnectorPlan EMBEDDER = new ConnectorPlan("minilm", Map.of());

  /** Destinations that hold vectors as well, and what says where they are. */
  private static final Set<String> OWN_TYPES = Set.of("duckdb", "motherduck");

  private static final Set<String> OWN_OPTIONS = Set.of("path", "schema", "database", "token");

  private final Findings findings;
  private final ConnectorReader connectors;
  private final Connectors known;
  private final @Nullable ConnectorPlan destination;

  EmbedReader(
      Findings findings,
      ConnectorReader connectors,
      Connectors known,
      @Nullable ConnectorPlan destination) {
    this.findings = findings;
    this.connectors = connectors;
    this.known = known;
    this.destination = destination;
  }

  @Nullable ConnectorPlan embedder(Node node, Place place) {
    return connectors.named(node, place, Described.Kind.EMBEDDER);
  }

  /** One or a list of them; empty when something is wrong with any, which was said then. */
  List<ConnectorPlan> stores(Node node, Place place) {
    if (!(node instanceof SequenceNode sequence)) {
      return store(node, place).map(List::of).orElse(List.of());
    }
    List<Node> items = sequence.getValue();
    if (items.isEmpty()) {
      findings.problem(
          place, "syncfile.wrong_kind", "expected a store but was an empty list", storeFix());
    }
    List<ConnectorPlan> stores = new ArrayList<>();
    boolean sound = true;
    for (int i = 0; i < items.size(); i++) {
      Place at = place.item(i, items.get(i));
      Optional<ConnectorPlan> store = store(items.get(i), at);
      store.filter(stores::contains).ifPresent(again -> twice(at, again.type()));
      store.ifPresent(stores::add);
      sound &= store.isPresent();
    }
    return sound ? stores : List.of();
  }

  private Optional<ConnectorPlan> store(Node node, Place place) {
    Optional<ConnectorPlan> own = own().filter(plan -> plan.type().equals(alone(node)));
    return own.isPresent()
        ? own
        : Optional.ofNullable(connectors.named(node, place, Described.Kind.STORE));
  }

  /** A type of which nothing else is said. */
  private static @Nullable String alone(Node node) {
    return node instanceof MappingNode mapping && mapping.getValue().size() == 1
        ? Nodes.entry(node, "type").map(NodeTuple::getValueNode).map(Nodes::text).orElse(null)
        : Nodes.text(node);
  }

  private void twice(Place place, String what) {
    findings.problem(
        place,
        "syncfile.duplicate_key",
        "expected '" + what + "' once but it is there again",
        "keep one of the two");
  }

  /** What the keys say together; null when that is nothing that could run. */
  @Nullable EmbedPlan plan(Node node, Place place, Map<String, Object> values) {
    if (!(node instanceof MappingNode)) {
      return null;
    }
    Map<?, ?> chunk = values.get("chunk") instanceof Map<?, ?> map ? map : Map.of();
    int tokens = number(chunk, "tokens");
    int overlap = number(chunk, "overlap");
    boolean sound = (tokens == 0 || overlap < tokens) || tooMuchOverlap(node, place, chunk);
    List<String> metadata = metadata(node, place, values);
    List<ConnectorPlan> stores =
        values.get("store") instanceof List<?> list
            ? list.stream().map(ConnectorPlan.class::cast).toList()
            : usualStore(place);
    if (!(values.get("document") instanceof String document) || stores.isEmpty() || !sound) {
      return null;
    }
    if (!document.contains("{{") && !document.contains("{%")) {
      findings.note(
          at(node, place, "document"),
          "syncfile.same_documents",
          "expected a field of the row in the template but every document would be the same",
          "write {{ record.FIELD }} where the field's value belongs");
    }
    ConnectorPlan embedder =
        values.get("embedder") instanceof ConnectorPlan written ? written : EMBEDDER;
    return new EmbedPlan(document, metadata, tokens, overlap, embedder, stores);
  }

  private static int number(Map<?, ?> chunk, String key) {
    return chunk.get(key) instanceof Long number ? number.intValue() : 0;
  }

  private boolean tooMuchOverlap(Node node, Place place, Map<?, ?> chunk) {
    Node within = Nodes.entry(node, "chunk").map(NodeTuple::getValueNode).orElse(node);
    int tokens = number(chunk, "tokens");
    findings.problem(
        at(within, at(node, place, "chunk"), "overlap"),
        "syncfile.overlap",
        "expected less than the chunk's " + tokens + " tokens but was " + number(chunk, "overlap"),
        // A sixth is what chunks of prose commonly share.
        "write overlap: " + tokens / 6);
    return false;
  }

  private List<String> metadata(Node node, Place place, Map<String, Object> values) {
    if (!(values.get("metadata") instanceof List<?> list)) {
      return List.of();
    }
    List<String> fields = list.stream().map(String.class::cast).toList();
    Set<String> seen = new HashSet<>();
    fields.stream()
        .filter(field -> !seen.add(field))
        .forEach(field -> twice(at(node, place, "metadata"), field));
    return fields;
  }

  private static Place at(Node node, Place place, String key) {
    return Nodes.entry(node, key).map(entry -> place.key(key, entry.getKeyNode())).orElse(place);
  }

  private List<ConnectorPlan> usualStore(Place place) {
    Optional<ConnectorPlan> own = own();
    if (own.isEmpty() && destination != null) {
      findings.problem(
          place,
          "syncfile.no_store",
          "expected 'store' but it is missing, and '" + destination.type() + "' holds no vectors",
          storeFix());
    }
    return own.map(List::of).orElse(List.of());
  }

  private String storeFix() {
    List<String> names = known.names(Described.Kind.STORE);
    return names.isEmpty() ? "add store: …" : "add store: one of " + String.join(", ", names);
  }

  /** The sync's destination as a store. */
  private Optional<ConnectorPlan> own() {
    if (destination == null || !OWN_TYPES.contains(destination.type())) {
      return Optional.empty();
    }
    Set<String> fields =
        known
            .named(Described.Kind.STORE, destination.type())
            .map(store -> store.spec().fields().stream().map(Spec.Field::name))
            .map(names -> names.collect(Collectors.toSet()))
            .orElse(OWN_OPTIONS);
    Map<String, @Nullable Object> options = new HashMap<>(destination.options());
    options.keySet().removeIf(key -> !OWN_OPTIONS.contains(key) || !fields.contains(key));
    return Optional.of(new ConnectorPlan(destination.type(), options));
  }
}
