package dev.eider.connector.manifest.model;

import dev.eider.plan.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The words of the manifest language: component types, what each needs, where each may stand. */
final class Language {
  private static final Map<String, List<String>> REQUIRED = table("components.tsv");
  private static final Map<String, List<String>> SLOTS = table("slots.tsv");
  private static final Map<String, List<String>> DEFAULTS = table("defaults.tsv");

  private Language() {}

  /** Whether the language has this component, whether or not Eider runs it. */
  static boolean knows(String type) {
    return REQUIRED.containsKey(type);
  }

  /** The fields a component cannot do without. */
  static List<String> required(String type) {
    return REQUIRED.getOrDefault(type, List.of());
  }

  /** What may stand in a field; empty when anything may. */
  static List<String> allowed(String field) {
    return SLOTS.getOrDefault("." + field, List.of());
  }

  /** The type of a component that does not name one. */
  static @Nullable String defaultType(String parentField, boolean custom) {
    List<String> row = DEFAULTS.getOrDefault(parentField, List.of());
    int column = custom ? 1 : 0;
    return row.size() > column && !row.get(column).isEmpty() ? row.get(column) : null;
  }

  /** The known word that looks most like this one. */
  static Optional<String> closest(String word, List<String> among) {
    List<String> candidates = among.isEmpty() ? List.copyOf(REQUIRED.keySet()) : among;
    return Words.closest(word, candidates);
  }

  private static Map<String, List<String>> table(String name) {
    try (InputStream in = Objects.requireNonNull(Language.class.getResourceAsStream(name), name)) {
      Map<String, List<String>> table = new TreeMap<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .forEach(
              line -> {
                int tab = line.indexOf('\t');
                String rest = line.substring(tab + 1);
                table.put(
                    line.substring(0, tab),
                    rest.isEmpty() ? List.of() : List.of(rest.split("[,\t]")));
              });
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
