package dev.eider.connector.manifest;

import dev.eider.secret.Secret;
import dev.eider.secret.Secrets;
import dev.eider.template.Values;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The secret fields of a config: those that are missing are looked up under names such as {@code
 * RICK_AND_MORTY_API_KEY}; all of them are remembered, so that no text ever shows them.
 */
final class ConfigSecrets {
  private static final Pattern SECRET_NAME =
      Pattern.compile("token|password|passwd|secret|api_?key|^key$|_key$|credential|private");
  private static final int SHORTEST_LINE = 16;

  private final Secrets secrets;
  private final String connector;
  private final Set<String> declared = new LinkedHashSet<>();
  private final Set<String> named = new LinkedHashSet<>();

  ConfigSecrets(Secrets secrets, String connector) {
    this.secrets = secrets;
    this.connector = connector;
  }

  /** A copy of the config with missing secrets filled in, and every secret remembered. */
  Map<String, @Nullable Object> complete(Map<?, ?> schema, Map<?, ?> config) {
    Map<String, @Nullable Object> filled = fill(schema, config, "");
    rememberDeclared(schema, filled, "");
    rememberNamed(filled, "", false);
    return filled;
  }

  /** Where the secrets were found, in a user's words; call {@link #complete} before. */
  List<String> places() {
    return List.copyOf(declared.isEmpty() ? named : declared);
  }

  private Map<String, @Nullable Object> fill(Map<?, ?> schema, Map<?, ?> config, String path) {
    Map<String, @Nullable Object> filled = Values.fields(config);
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach(
          (name, property) -> {
            if (property instanceof Map<?, ?> inner) {
              field(filled, String.valueOf(name), inner, path);
            }
          });
    }
    if (schema.get("oneOf") instanceof List<?> choices) {
      for (Object choice : choices) {
        if (choice instanceof Map<?, ?> inner && isChosen(inner, filled)) {
          return fill(inner, filled, path);
        }
      }
    }
    return filled;
  }

  private void field(
      Map<String, @Nullable Object> filled, String name, Map<?, ?> schema, String path) {
    String full = path.isEmpty() ? name : path + "_" + name;
    Object value = filled.get(name);
    if (value instanceof Map<?, ?> map) {
      filled.put(name, fill(schema, map, full));
    } else if (value == null && isSecret(schema)) {
      Optional<Secret> found = secrets.find(environmentName(full));
      found.ifPresent(secret -> filled.put(name, secret.reveal()));
      found.ifPresent(secret -> declared.add(secret.name()));
    } else if (value == null && schema.get("properties") instanceof Map<?, ?>) {
      Map<String, @Nullable Object> inner = fill(schema, Map.of(), full);
      if (!inner.isEmpty()) {
        filled.put(name, inner);
      }
    }
  }

  private String environmentName(String path) {
    return (connector + "_" + path).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
  }

  /** An alternative counts when all constants it asks for are there. */
  private static boolean isChosen(Map<?, ?> choice, Map<?, ?> config) {
    if (!(choice.get("properties") instanceof Map<?, ?> properties)) {
      return false;
    }
    List<Map.Entry<?, ?>> constants =
        properties.entrySet().stream()
            .<Map.Entry<?, ?>>map(entry -> entry)
            .filter(entry -> entry.getValue() instanceof Map<?, ?> map && map.containsKey("const"))
            .toList();
    return !constants.isEmpty()
        && constants.stream()
            .allMatch(
                entry ->
                    entry.getValue() instanceof Map<?, ?> map
                        && Objects.equals(map.get("const"), config.get(entry.getKey())));
  }

  /** Every alternative counts here: a value too many is masked sooner than one too few. */
  private void rememberDeclared(Map<?, ?> schema, @Nullable Object value, String path) {
    if (isSecret(schema)) {
      rememberAll(value);
      if (value != null
          && declared.stream().noneMatch(place -> place.equals(environmentName(path)))) {
        declared.add(path + " in config");
      }
      return;
    }
    for (Map<?, ?> inner : alternatives(schema)) {
      rememberDeclared(inner, value, path);
    }
    if (value instanceof Map<?, ?> map && schema.get("properties") instanceof Map<?, ?> fields) {
      fields.forEach(
          (name, property) -> {
            if (property instanceof Map<?, ?> inner) {
              String full = path.isEmpty() ? String.valueOf(name) : path + "_" + name;
              rememberDeclared(inner, map.get(name), full);
            }
          });
    } else if (value instanceof List<?> list && schema.get("items") instanceof Map<?, ?> items) {
      list.forEach(item -> rememberDeclared(items, item, path));
    }
  }

  private static List<Map<?, ?>> alternatives(Map<?, ?> schema) {
    List<Map<?, ?>> all = new ArrayList<>();
    for (String word : List.of("oneOf", "anyOf", "allOf")) {
      if (schema.get(word) instanceof List<?> list) {
        list.forEach(
            item -> {
              if (item instanceof Map<?, ?> map) {
                all.add(map);
              }
            });
      }
    }
    return all;
  }

  private void rememberNamed(@Nullable Object value, String name, boolean secret) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, item) -> {
            String word = String.valueOf(key);
            boolean looksSecret = SECRET_NAME.matcher(word.toLowerCase(Locale.ROOT)).find();
            rememberNamed(item, word, secret || looksSecret);
          });
    } else if (value instanceof List<?> list) {
      list.forEach(item -> rememberNamed(item, name, secret));
    } else if (secret && value != null) {
      rememberAll(value);
      named.add(name + " in config");
    }
  }

  private void rememberAll(@Nullable Object value) {
    switch (value) {
      case Map<?, ?> map -> map.values().forEach(this::rememberAll);
      case List<?> list -> list.forEach(this::rememberAll);
      case String text -> rememberText(text);
      case Number number -> rememberText(number.toString());
      case null, default -> {}
    }
  }

  /** Also as it would stand in a URL, and in pieces when a message may show it line by line. */
  private void rememberText(String text) {
    secrets.remember("config", text);
    secrets.remember("config", URLEncoder.encode(text, StandardCharsets.UTF_8));
    if (text.indexOf('\n') >= 0) {
      secrets.remember("config", text.replaceAll("\\s+", " ").strip());
      text.lines()
          .map(String::strip)
          .filter(line -> line.length() >= SHORTEST_LINE)
          .forEach(line -> secrets.remember("config", line));
    }
  }

  private static boolean isSecret(Map<?, ?> schema) {
    return Boolean.TRUE.equals(schema.get("airbyte_secret"));
  }
}
