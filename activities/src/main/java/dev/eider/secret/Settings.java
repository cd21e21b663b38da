package dev.eider.secret;

import dev.eider.fault.Fault.Misconfigured;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connector's options, read by type; secrets are resolved when they are asked for, not before.
 */
public final class Settings {
  private final String where;
  private final Map<String, @Nullable Object> options;
  private final Secrets secrets;
  private final Path home;

  /**
   * Options of one connector.
   *
   * @param where how messages call them, e.g. {@code source}
   * @param options as in the plan
   * @param secrets where references are looked up
   * @param home the installation's folder (EIDER_HOME)
   */
  public Settings(String where, Map<String, @Nullable Object> options, Secrets secrets, Path home) {
    this.where = where;
    this.options = options;
    this.secrets = secrets;
    this.home = home;
  }

  /** A text that must be there. */
  public String text(String name) {
    return optionalText(name)
        .orElseThrow(
            () ->
                new Misconfigured(
                    "plan.missing_option",
                    where + "/" + name,
                    "expected '" + name + "' but it is missing",
                    "add " + name + ": …"));
  }

  /** A text that may be left out. */
  public Optional<String> optionalText(String name) {
    return Optional.ofNullable(options.get(name)).map(Object::toString);
  }

  /** A flag, false when left out. */
  public boolean flag(String name) {
    return Boolean.parseBoolean(optionalText(name).orElse("false"));
  }

  /** A list of texts, empty when left out. */
  public List<String> list(String name) {
    return options.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** A map, empty when left out; references in it stay references. */
  public Map<String, @Nullable Object> map(String name) {
    if (!(options.get(name) instanceof Map<?, ?> map)) {
      return Map.of();
    }
    Map<String, @Nullable Object> copy = new java.util.LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), value));
    return copy;
  }

  /** A map with every reference in it replaced by its value, at any depth. */
  public Map<String, @Nullable Object> revealed(String name) {
    return secrets.revealed(map(name), where + "/" + name);
  }

  /** The secret an option refers to, or the literal it holds. */
  public Secret secret(String name) {
    return secrets.resolve(text(name), where + "/" + name);
  }

  /** The store of secrets, for names a connector works out itself. */
  public Secrets secrets() {
    return secrets;
  }

  /** The installation's folder (EIDER_HOME), for content-addressed copies. */
  public Path home() {
    return home;
  }

  /** How messages call these options. */
  public String where() {
    return where;
  }
}
