package dev.eider.cli.syncfile;

import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.Described;
import dev.eider.plan.Spec;
import dev.eider.plan.Words;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A source, a destination, an embedder or a store, read by what its own spec says. */
final class ConnectorReader {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{secret:[^}\\s]+}|secret_reference::\\S+");
  private static final Pattern NOT_A_FILE = Pattern.compile("([a-z][a-z0-9+.-]+)?:.*");

  private final Path folder;
  private final Documents documents;
  private final Connectors connectors;
  private final Findings findings;
  private final Set<Node> refused;

  ConnectorReader(
      Path folder,
      Documents documents,
      Connectors connectors,
      Findings findings,
      Set<Node> refused) {
    this.folder = folder;
    this.documents = documents;
    this.connectors = connectors;
    this.findings = findings;
    this.refused = refused;
  }

  /**
   * What the file says of its destination, wherever it says it; problems are told when it is read.
   */
  @Nullable ConnectorPlan destination(Node root, Place top) {
    ConnectorReader quiet =
        new ConnectorReader(folder, documents, connectors, new Findings(), refused);
    return Nodes.entry(root, "destination")
        .map(NodeTuple::getValueNode)
        .filter(node -> !refused.contains(node))
        .map(node -> quiet.read(node, top, Described.Kind.DESTINATION))
        .orElse(null);
  }

  @Nullable ConnectorPlan read(Node node, Place place, Described.Kind kind) {
    if (!(node instanceof MappingNode mapping)) {
      expected(place, "keys and values with a type", Nodes.words(node), "write {type: …, …}");
      return null;
    }
    Optional<String> type = type(mapping, place, kind);
    if (type.isEmpty()) {
      return null;
    }
    List<String> known = connectors.names(kind);
    Optional<Described> described = connectors.named(kind, type.get());
    if (described.isEmpty() && !known.isEmpty()) {
      Node key = Nodes.entry(mapping, "type").map(NodeTuple::getKeyNode).orElse(mapping);
      unknownType(place.key("type", key), kind, type.get());
      return null;
    }
    // Without any connector on the class path only the worker can tell what an option means.
    Map<String, @Nullable Object> options =
        described.isPresent()
            ? options(mapping, place, described.get().spec())
            : unchecked(mapping);
    return new ConnectorPlan(type.get(), options);
  }

  /** One that may be written as its name alone. */
  @Nullable ConnectorPlan named(Node node, Place place, Described.Kind kind) {
    String type = Nodes.text(node);
    if (refused.contains(node)) {
      return null;
    }
    if (type == null) {
      return read(node, place, kind);
    }
    if (!connectors.names(kind).isEmpty() && connectors.named(kind, type).isEmpty()) {
      unknownType(place, kind, type);
      return null;
    }
    Node key = new ScalarNode(Tag.STR, "type", null, null, ScalarStyle.PLAIN);
    List<NodeTuple> only = List.of(new NodeTuple(key, node));
    return read(new MappingNode(Tag.MAP, only, FlowStyle.FLOW), place, kind);
  }

  private Optional<String> type(MappingNode mapping, Place place, Described.Kind kind) {
    for (NodeTuple entry : mapping.getValue()) {
      if (Nodes.keyOf(entry).equals("type")) {
        String type = Nodes.text(entry.getValueNode());
        if (type == null) {
          Place at = place.key("type", entry.getKeyNode());
          expected(at, "a connector's name", Nodes.words(entry.getValueNode()), typeFix(kind));
        }
        return Optional.ofNullable(type);
      }
    }
    findings.problem(
        place, "syncfile.missing_key", "expected 'type' but it is missing", typeFix(kind));
    return Optional.empty();
  }

  private String typeFix(Described.Kind kind) {
    List<String> known = connectors.names(kind);
    return known.isEmpty() ? "add type: …" : "add type: one of " + String.join(", ", known);
  }

  private void unknownType(Place place, Described.Kind kind, String type) {
    List<String> known = connectors.names(kind);
    findings.problem(
        place,
        "syncfile.unknown_connector",
        "expected one of " + String.join(", ", known) + " but was " + Nodes.quoted(type),
        Words.closest(type, known)
            .map(word -> "write " + word)
            .orElse("write one of them, or add the connector to the class path"));
  }

  private static Map<String, @Nullable Object> unchecked(MappingNode mapping) {
    Map<String, @Nullable Object> options = new HashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      if (!Nodes.keyOf(entry).equals("type")) {
        options.put(Nodes.keyOf(entry), Nodes.plain(entry.getValueNode()));
      }
    }
    return options;
  }

  private Map<String, @Nullable Object> options(MappingNode mapping, Place place, Spec spec) {
    Map<String, Spec.Field> fields = new HashMap<>();
    spec.fields().forEach(field -> fields.put(field.name(), field));
    Map<String, @Nullable Object> options = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (NodeTuple entry : mapping.getValue()) {
      String key = Nodes.keyOf(entry);
      Spec.Field field = fields.get(key);
      seen.add(key);
      if (field != null) {
        Place at = place.key(key, entry.getKeyNode());
        Object value = option(entry.getValueNode(), at, field);
        if (value != null) {
          options.put(key, value);
        }
      } else if (!key.equals("type") && !refused.contains(entry.getKeyNode())) {
        List<String> names = spec.fields().stream().map(Spec.Field::name).toList();
        Reader.unknownKey(findings, place.key(key, entry.getKeyNode()), key, names);
        Words.closest(key, names).ifPresent(seen::add);
      }
    }
    for (Spec.Field field : spec.fields()) {
      if (field.required() && !seen.contains(field.name())) {
        Reader.missingKey(findings, place, field.name(), field.doc());
      }
    }
    return options;
  }

  private @Nullable Object option(Node node, Place place, Spec.Field field) {
    if (refused.contains(node)) {
      return null;
    }
    return switch (field.type()) {
      case TEXT -> textOr(node, place, "a text");
      case SECRET -> secret(node, place, field.name());
      case INTEGER -> kind(Nodes.plain(node) instanceof Long, node, place, "a whole number");
      case FLAG -> kind(Nodes.plain(node) instanceof Boolean, node, place, "true or false");
      case MAP -> kind(node instanceof MappingNode, node, place, "keys and values");
      case LIST -> list(node, place);
      case PATH -> path(node, place);
      case DOCUMENT -> document(node, place);
    };
  }

  private @Nullable Object kind(boolean fits, Node node, Place place, String expected) {
    if (!fits) {
      expected(place, expected, Nodes.words(node), "write " + expected);
      return null;
    }
    return Nodes.plain(node);
  }

  private @Nullable String textOr(Node node, Place place, String expected) {
    String text = Nodes.text(node);
    if (text == null) {
      expected(place, expected, Nodes.words(node), "write " + expected + " or remove the line");
    }
    return text;
  }

  private @Nullable Object list(Node node, Place place) {
    boolean texts =
        node instanceof SequenceNode sequence
            && sequence.getValue().stream().allMatch(item -> Nodes.text(item) != null);
    if (!texts) {
      expected(place, "a list of texts", Nodes.words(node), "write [one, two]");
      return null;
    }
    return ((SequenceNode) node)
        .getValue().stream().map(item -> ((ScalarNode) item).getValue()).toList();
  }

  private @Nullable String secret(Node node, Place place, String name) {
    if (Nodes.text(node) == null) {
      String was = node instanceof ScalarNode ? "nothing" : Nodes.words(node);
      expected(place, "a secret reference", was, "write ${secret:NAME}");
      return null;
    }
    String text = ((ScalarNode) node).getValue();
    if (!REFERENCE.matcher(text).find()) {
      findings.note(
          place,
          "syncfile.literal_secret",
          "expected a secret reference but was the secret itself, which Temporal keeps in its"
              + " history",
          "write " + name + ": ${secret:NAME} and set NAME in the environment or in .env");
    }
    return text;
  }

  private @Nullable String path(Node node, Place place) {
    String text = textOr(node, place, "a path");
    if (text == null || NOT_A_FILE.matcher(text).matches() || REFERENCE.matcher(text).find()) {
      return text;
    }
    return absolute(text).toString();
  }

  private Path absolute(String text) {
    String home =
        text.startsWith("~/") ? System.getProperty("user.home") + text.substring(1) : text;
    return folder.resolve(home).normalize();
  }

  private @Nullable Object document(Node node, Place place) {
    String text = textOr(node, place, "a file");
    if (text == null) {
      return null;
    }
    Path file = absolute(text);
    if (!Files.isRegularFile(file)) {
      findings.problem(
          place,
          "syncfile.no_such_file",
          "expected a file but there is none at '" + file + "'",
          "correct the path; it is relative to the sync file's folder");
      return null;
    }
    try {
      return documents.travelling(file);
    } catch (CharacterCodingException e) {
      findings.problem(
          place, "syncfile.not_utf8", "expected UTF-8 text in '" + file + "'", "save it as UTF-8");
    } catch (IOException e) {
      findings.problem(
          place,
          "syncfile.unreadable_file",
          "expected to read '" + file + "' but: " + e,
          "give yourself the right to read it and to write EIDER_HOME");
    }
    return null;
  }

  private void expected(Place place, String expected, String was, String fix) {
    findings.problem(place, "syncfile.wrong_kind", "expected " + expected + " but was " + was, fix);
  }
}
