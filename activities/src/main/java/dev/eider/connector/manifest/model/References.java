package dev.eider.connector.manifest.model;

import dev.eider.outcome.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the target in the place of every reference: {@code {$ref: '#/…', own: keys}} merges, own
 * keys win; any text beginning with {@code #/} is a reference too, as real manifests expect. Each
 * target is resolved once.
 */
final class References {
  private static final String KEY = "$ref";
  private static final Object MISSING = new Object();

  private final Map<String, @Nullable Object> root;
  private final Map<String, @Nullable Object> resolved = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();

  private final List<Problem> problems;

  private References(Map<String, @Nullable Object> root, List<Problem> problems) {
    this.root = root;
    this.problems = problems;
  }

  /**
   * A copy of the document without references.
   *
   * @param leftOut keys at the top that only hold targets; what nobody refers to is not looked at
   * @param problems gets every reference that cannot be followed
   */
  static Map<String, @Nullable Object> resolve(
      Map<String, @Nullable Object> root, List<String> leftOut, List<Problem> problems) {
    References references = new References(root, problems);
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    root.forEach(
        (key, value) -> {
          if (!leftOut.contains(key)) {
            copy.put(key, references.evaluate(value, "/" + key));
          }
        });
    return copy;
  }

  private @Nullable Object evaluate(@Nullable Object node, String pointer) {
    if (node instanceof Map<?, ?> map) {
      return merged(map, pointer);
    }
    if (node instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        copy.add(evaluate(list.get(i), pointer + "/" + i));
      }
      return copy;
    }
    return node instanceof String text && text.startsWith("#/") ? target(text, pointer) : node;
  }

  private @Nullable Object merged(Map<?, ?> map, String pointer) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    if (map.containsKey(KEY)) {
      Object base = evaluate(map.get(KEY), pointer);
      if (!(base instanceof Map<?, ?> fields)) {
        return base;
      }
      fields.forEach((key, value) -> copy.put(String.valueOf(key), value));
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = String.valueOf(entry.getKey());
      if (key.equals("config_overrides")) {
        copy.put(key, entry.getValue());
      } else if (!key.equals(KEY)) {
        copy.put(key, evaluate(entry.getValue(), pointer + "/" + key));
      }
    }
    return copy;
  }

  private @Nullable Object target(String reference, String pointer) {
    if (resolved.containsKey(reference)) {
      return resolved.get(reference);
    }
    if (!open.add(reference)) {
      problems.add(
          new Problem(
              "manifest.circular_reference",
              pointer,
              "expected a reference that ends but '" + reference + "' leads back to itself",
              "break the circle " + String.join(" → ", open)));
      return null;
    }
    Object found = lookup(root, reference.substring(2));
    if (found == MISSING) {
      problems.add(
          new Problem(
              "manifest.missing_reference",
              pointer,
              "expected '" + reference + "' in the manifest but it is not there",
              "correct the reference or add its target"));
      open.remove(reference);
      return null;
    }
    Object value = evaluate(found, pointer);
    open.remove(reference);
    resolved.put(reference, value);
    return value;
  }

  /** At each level the whole rest of the path may be one key, as keys may hold slashes. */
  private static @Nullable Object lookup(@Nullable Object node, String path) {
    Object here = node;
    String rest = path;
    while (!rest.isEmpty()) {
      if (here instanceof Map<?, ?> map && map.containsKey(rest)) {
        return map.get(rest);
      }
      int slash = rest.indexOf('/');
      String first = slash < 0 ? rest : rest.substring(0, slash);
      here = child(here, first);
      if (here == MISSING) {
        return MISSING;
      }
      rest = slash < 0 ? "" : rest.substring(slash + 1);
    }
    return here;
  }

  private static @Nullable Object child(@Nullable Object node, String key) {
    if (node instanceof Map<?, ?> map) {
      return map.containsKey(key) ? map.get(key) : MISSING;
    }
    if (node instanceof List<?> list && key.matches("\\d{1,6}")) {
      int index = Integer.parseInt(key);
      return index < list.size() ? list.get(index) : MISSING;
    }
    return MISSING;
  }
}
