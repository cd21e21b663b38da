package dev.eider.cli.syncfile;

import dev.eider.plan.StreamPlan;
import dev.eider.plan.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads what a key holds by its {@link Shape}; what does not fit becomes a finding and null. */
final class Reader {
  private static final Pattern NAME = Pattern.compile(Model.NAME);

  private final Findings findings;
  private final Set<Node> refused;
  private final ConnectorReader connectors;
  private final EmbedReader embeds;

  Reader(Findings findings, Set<Node> refused, ConnectorReader connectors, EmbedReader embeds) {
    this.findings = findings;
    this.refused = refused;
    this.connectors = connectors;
    this.embeds = embeds;
  }

  static void unknownKey(Findings findings, Place place, String key, List<String> known) {
    findings.problem(
        place,
        "syncfile.unknown_key",
        "expected one of " + String.join(", ", known) + " but was " + Nodes.quoted(key),
        Words.closest(key, known).map(word -> "write " + word).orElse("remove it"));
  }

  static void missingKey(Findings findings, Place place, String key, String doc) {
    findings.problem(
        place,
        "syncfile.missing_key",
        "expected '" + key + "' but it is missing",
        "add "
            + key
            + ": … ("
            + Character.toLowerCase(doc.charAt(0))
            + doc.substring(1).replaceAll("\\.$", "")
            + ")");
  }

  /** The values of keys, by name; what is wrong or left out is not there. */
  Map<String, Object> part(Node node, Place place, List<Key> keys) {
    Map<String, Object> values = new HashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      wrong(place, "keys and values", node, "write key: value");
      return values;
    }
    Map<String, Key> known = new HashMap<>();
    keys.forEach(key -> known.put(key.name(), key));
    Set<String> seen = new HashSet<>();
    for (NodeTuple entry : mapping.getValue()) {
      String name = Nodes.keyOf(entry);
      Place at = place.key(name, entry.getKeyNode());
      Key key = known.get(name);
      if (key != null) {
        Object value = value(entry.getValueNode(), at, key.shape());
        if (value != null) {
          values.put(name, value);
        }
      } else if (!refused.contains(entry.getKeyNode())) {
        List<String> names = keys.stream().map(Key::name).toList();
        unknownKey(findings, at, name, names);
        // What was misspelt is not missing as well.
        Words.closest(name, names).ifPresent(seen::add);
      }
      seen.add(name);
    }
    for (Key key : keys) {
      if (key.required() && !seen.contains(key.name())) {
        missingKey(findings, place, key.name(), key.doc());
      }
    }
    return values;
  }

  private @Nullable Object value(Node node, Place place, Shape shape) {
    if (refused.contains(node)) {
      return null;
    }
    return switch (shape) {
      case Shape.Name name -> name(node, place);
      case Shape.Text text -> text(node, place);
      case Shape.Whole whole -> whole(node, place, whole);
      case Shape.Flag flag -> flag(node, place);
      case Shape.Span span -> span(node, place, span);
      case Shape.Choice choice -> choice(node, place, choice.words());
      case Shape.Texts texts -> texts(node, place);
      case Shape.Part part -> part(node, place, part.keys());
      case Shape.Streams streams -> streams(node, place);
      case Shape.Connector connector -> connectors.read(node, place, connector.kind());
      case Shape.Documents documents -> embeds.plan(node, place, part(node, place, Model.EMBED));
      case Shape.Embedder embedder -> embeds.embedder(node, place);
      case Shape.Stores stores -> embeds.stores(node, place);
    };
  }

  private @Nullable String name(Node node, Place place) {
    String text = Nodes.text(node);
    if (text == null || !NAME.matcher(text).matches()) {
      findings.problem(
          place,
          "syncfile.bad_name",
          "expected 1 to 100 letters, digits, '.', '_' or '-', a letter or digit first, but was "
              + Nodes.words(node),
          "choose a name such as my-sync");
      return null;
    }
    return text;
  }

  private @Nullable String text(Node node, Place place) {
    String text = Nodes.text(node);
    if (text == null || text.isBlank()) {
      wrong(place, "a text", node, "write a text or remove the line");
      return null;
    }
    return text;
  }

  private @Nullable Long whole(Node node, Place place, Shape.Whole shape) {
    if (Nodes.plain(node) instanceof Long number
        && number >= shape.least()
        && number <= shape.most()) {
      return number;
    }
    String range = "a whole number from " + shape.least() + " to " + shape.most();
    wrong(place, range, node, "write " + range);
    return null;
  }

  private @Nullable Boolean flag(Node node, Place place) {
    if (Nodes.plain(node) instanceof Boolean flag) {
      return flag;
    }
    wrong(place, "true or false", node, "write true or false");
    return null;
  }

  private @Nullable Duration span(Node node, Place place, Shape.Span shape) {
    Optional<Duration> span = Optional.ofNullable(Nodes.text(node)).flatMap(Spans::parse);
    if (span.isEmpty()) {
      bad(place, "expected a duration but was " + Nodes.words(node), "write PT1H, 90s, 15m or 2d");
      return null;
    }
    if (span.get().isNegative() || (span.get().isZero() && !shape.zeroToo())) {
      bad(place, "expected a duration above zero but was " + Nodes.words(node), "write 1s or more");
      return null;
    }
    return span.get();
  }

  private void bad(Place place, String message, String fix) {
    findings.problem(place, "syncfile.bad_duration", message, fix);
  }

  private @Nullable String choice(Node node, Place place, List<String> words) {
    String text = Nodes.text(node);
    if (text != null && words.contains(text)) {
      return text;
    }
    findings.problem(
        place,
        "syncfile.unknown_word",
        "expected one of " + String.join(", ", words) + " but was " + Nodes.words(node),
        Optional.ofNullable(text)
            .flatMap(word -> Words.closest(word, words))
            .map(word -> "write " + word)
            .orElse("write one of them or remove the line"));
    return null;
  }

  private @Nullable List<String> texts(Node node, Place place) {
    List<String> texts = new ArrayList<>();
    if (node instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        Optional.ofNullable(Nodes.text(item)).filter(text -> !text.isBlank()).ifPresent(texts::add);
      }
      if (!texts.isEmpty() && texts.size() == sequence.getValue().size()) {
        return texts;
      }
    }
    String example =
        node instanceof ScalarNode scalar && !Nodes.isNothing(node)
            ? "[" + scalar.getValue() + "]"
            : "[one, two]";
    wrong(place, "a list of texts", node, "write " + example);
    return null;
  }

  private @Nullable List<StreamPlan> streams(Node node, Place place) {
    List<StreamPlan> plans = new ArrayList<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        String name = Nodes.keyOf(entry);
        Place at = place.key(name, entry.getKeyNode());
        plans.add(
            Nodes.isNothing(entry.getValueNode())
                ? StreamPlan.of(name)
                : stream(name, entry.getValueNode(), at));
      }
      return plans;
    }
    if (!(node instanceof SequenceNode sequence)) {
      wrong(place, "streams by name", node, "write [one, two], or remove it for every stream");
      return null;
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < sequence.getValue().size(); i++) {
      Node item = sequence.getValue().get(i);
      String name = Nodes.text(item);
      if (name == null) {
        wrong(place.item(i, item), "a stream's name", item, "write its name, or a map of streams");
      } else if (seen.add(name)) {
        plans.add(StreamPlan.of(name));
      } else {
        findings.problem(
            place.item(i, item),
            "syncfile.duplicate_key",
            "expected '" + name + "' once but it is there again",
            "keep one of the two");
      }
    }
    return plans;
  }

  private StreamPlan stream(String name, Node node, Place place) {
    StreamPlan plan = Plans.stream(name, part(node, place, Model.STREAM));
    if (plan.columns() != null
        && plan.primaryKey() != null
        && !plan.columns().containsAll(plan.primaryKey())) {
      findings.problem(
          place,
          "syncfile.key_not_taken",
          "expected the primary key " + plan.primaryKey() + " among the columns " + plan.columns(),
          "add it to columns");
    }
    return plan;
  }

  private void wrong(Place place, String expected, Node node, String fix) {
    findings.problem(
        place,
        "syncfile.wrong_kind",
        "expected " + expected + " but was " + Nodes.words(node),
        fix);
  }
}
