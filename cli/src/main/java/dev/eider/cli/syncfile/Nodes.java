package dev.eider.cli.syncfile;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * YAML nodes as plain values, by the core schema of YAML 1.2: {@code yes}, {@code 010}, {@code
 * 1:30} and dates are text, so that no option changes behind its author's back.
 */
final class Nodes {
  private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
  private static final Pattern REAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0[0-9]+");
  private static final int QUOTED_LENGTH = 60;

  private Nodes() {}

  static boolean isNothing(Node node) {
    return node instanceof ScalarNode scalar && plain(scalar) == null;
  }

  /** A scalar's text as written; null when the node is no scalar or says nothing. */
  static @Nullable String text(Node node) {
    return node instanceof ScalarNode scalar && plain(scalar) != null ? scalar.getValue() : null;
  }

  static @Nullable Object plain(Node node) {
    if (node instanceof ScalarNode scalar) {
      return plain(scalar);
    }
    if (node instanceof SequenceNode sequence) {
      List<@Nullable Object> list = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        list.add(plain(item));
      }
      return list;
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (NodeTuple entry : ((MappingNode) node).getValue()) {
      map.put(keyOf(entry), plain(entry.getValueNode()));
    }
    return map;
  }

  static String keyOf(NodeTuple entry) {
    return entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
  }

  /** The key and value of that name, where there are keys and values. */
  static Optional<NodeTuple> entry(Node node, String key) {
    return node instanceof MappingNode mapping
        ? mapping.getValue().stream().filter(entry -> keyOf(entry).equals(key)).findFirst()
        : Optional.empty();
  }

  /** How a message calls what stands there. */
  static String words(Node node) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().isEmpty() ? "an empty list" : "a list";
    }
    if (node instanceof MappingNode) {
      return "keys and values";
    }
    return isNothing(node) ? "nothing" : quoted(((ScalarNode) node).getValue());
  }

  static String quoted(String text) {
    String line = text.lines().findFirst().orElse("");
    boolean whole = line.length() == text.length() && line.length() <= QUOTED_LENGTH;
    return whole
        ? "'" + line + "'"
        : "'" + line.substring(0, Math.min(line.length(), QUOTED_LENGTH)) + "…'";
  }

  private static @Nullable Object plain(ScalarNode node) {
    String text = node.getValue();
    if (node.getScalarStyle() != ScalarStyle.PLAIN) {
      return text;
    }
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> null;
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE" -> false;
      default -> number(text);
    };
  }

  private static Object number(String text) {
    if (WHOLE.matcher(text).matches()) {
      BigInteger value = new BigInteger(text.startsWith("+") ? text.substring(1) : text);
      return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }
    if (REAL.matcher(text).matches() && !LEADING_ZERO.matcher(text).matches()) {
      return Double.valueOf(text);
    }
    return text;
  }
}
