package dev.eider.cli.syncfile;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** What is wrong with a file whatever its keys mean: keys twice, foreign tags, endless aliases. */
final class TreeCheck {
  private static final int DEEPEST = 40;
  private static final int MOST_NODES = 20_000;
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_]+):");
  private static final Set<Tag> KNOWN_TAGS =
      Set.of(
          Tag.STR,
          Tag.INT,
          Tag.FLOAT,
          Tag.BOOL,
          Tag.NULL,
          Tag.MAP,
          Tag.SEQ,
          Tag.TIMESTAMP,
          Tag.MERGE);

  private final Findings findings;
  private final Set<Node> refused = Collections.newSetFromMap(new IdentityHashMap<>());
  private int nodes;

  TreeCheck(Findings findings) {
    this.findings = findings;
  }

  /** Nodes about which everything has been said. */
  Set<Node> refused() {
    return refused;
  }

  /** Whether the tree may be walked further. */
  boolean sound(Node node, Place place) {
    return visit(node, place, 0);
  }

  private boolean visit(Node node, Place place, int depth) {
    nodes++;
    if (depth > DEEPEST || nodes > MOST_NODES) {
      findings.problem(
          new Place(place.file(), place.line(), ""),
          "syncfile.too_deep",
          "expected at most " + DEEPEST + " levels and " + MOST_NODES + " values",
          "write the values out instead of repeating them by aliases");
      return false;
    }
    if (!KNOWN_TAGS.contains(node.getTag())) {
      findings.problem(
          place,
          "syncfile.tag",
          "expected a plain value but was tagged " + Nodes.quoted(node.getTag().getValue()),
          "remove the tag");
      refused.add(node);
    }
    if (node instanceof ScalarNode scalar) {
      reference(scalar, place);
      return true;
    }
    return node instanceof MappingNode mapping
        ? entries(mapping, place, depth)
        : items(((SequenceNode) node).getValue(), place, depth);
  }

  private boolean items(List<Node> items, Place place, int depth) {
    for (int i = 0; i < items.size(); i++) {
      if (!visit(items.get(i), place.item(i, items.get(i)), depth + 1)) {
        return false;
      }
    }
    return true;
  }

  private boolean entries(MappingNode mapping, Place place, int depth) {
    Set<String> seen = new HashSet<>();
    for (NodeTuple entry : mapping.getValue()) {
      String key = Nodes.keyOf(entry);
      Place at = place.key(key, entry.getKeyNode());
      key(entry, at, seen);
      if (!visit(entry.getValueNode(), at, depth + 1)) {
        return false;
      }
    }
    return true;
  }

  private void key(NodeTuple entry, Place at, Set<String> seen) {
    String key = Nodes.keyOf(entry);
    if (!(entry.getKeyNode() instanceof ScalarNode)) {
      findings.problem(at, "syncfile.key", "expected a text as key but was a list or a map", null);
      return;
    }
    if (Tag.MERGE.equals(entry.getKeyNode().getTag())) {
      findings.problem(
          at, "syncfile.merge_key", "expected keys but was a merge ('<<')", "write the keys out");
      refused.add(entry.getKeyNode());
      return;
    }
    if (!seen.add(key)) {
      findings.problem(
          at,
          "syncfile.duplicate_key",
          "expected '" + key + "' once but it is there again",
          "keep one of the two");
    }
  }

  private void reference(ScalarNode scalar, Place place) {
    Matcher matcher = REFERENCE.matcher(scalar.getValue());
    while (matcher.find()) {
      if (!matcher.group(1).equals("secret")) {
        findings.problem(
            place,
            "syncfile.reference",
            "expected ${secret:NAME} but was '" + matcher.group() + "…}'",
            "write the value itself, or ${secret:NAME}, which also looks in the environment");
        refused.add(scalar);
        return;
      }
    }
  }
}
