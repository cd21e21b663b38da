package dev.eider.connector.manifest;

import dev.eider.connector.manifest.template.Values;
import dev.eider.secret.Secret;
import dev.eider.secret.Secrets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The secret fields of a config: those that are missing are looked up under names such as {@code
 * RICK_AND_MORTY_API_KEY}; all of them are remembered, so that no text ever shows them.
 */
final class ConfigSecrets {
  private static final Pattern SECRET_NAME =
      Pattern.compile("token|password|passwd|secret|api_?key|^key$|_key$|credential|private");

  private final Secrets secrets;
  private final String connector;

  ConfigSecrets(Secrets secrets, String connector) {
    this.secrets = secrets;
    this.connector = connector;
  }

  /** A copy of the config with missing secrets filled in, and every secret remembered. */
  Map<String, @Nullable Object> complete(Map<?, ?> schema, Map<?, ?> config) {
    Map<String, @Nullable Object> filled = fill(schema, config, "");
    rememberByName(filled, false);
    return filled;
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
    } else if (Boolean.TRUE.equals(schema.get("airbyte_secret"))) {
      Optional<Secret> found =
          value == null ? secrets.find(environmentName(full)) : Optional.empty();
      found.ifPresent(secret -> filled.put(name, secret.reveal()));
      if (value instanceof String text && !text.isEmpty()) {
        secrets.remember(full, text);
      }
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

  private void rememberByName(@Nullable Object value, boolean secret) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, item) ->
              rememberByName(
                  item,
                  secret
                      || SECRET_NAME.matcher(String.valueOf(key).toLowerCase(Locale.ROOT)).find()));
    } else if (value instanceof List<?> list) {
      list.forEach(item -> rememberByName(item, secret));
    } else if (secret && value instanceof String text && !text.isEmpty()) {
      secrets.remember("config", text);
    }
  }
}
