package dev.eider.secret;

import dev.eider.fault.Fault.Denied;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks references up, in the order of its stores, each time they are used, so that a rotated
 * secret is picked up without a restart. Remembers the values it handed out only to mask them in
 * texts.
 */
public final class Secrets {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{secret:([^}\\s]+)}|secret_reference::(\\S+)");
  private static final int SHORTEST_MASKED = 4;

  private final List<SecretStore> stores;
  private final Set<String> handedOut = ConcurrentHashMap.newKeySet();

  /** Stores in the order they are asked. */
  public Secrets(List<SecretStore> stores) {
    this.stores = List.copyOf(stores);
  }

  /** Whether a text holds a reference. */
  public static boolean isReference(String text) {
    return REFERENCE.matcher(text).find();
  }

  /**
   * The names a connector's options refer to, at any depth, each with the place it is first met.
   */
  public static Map<String, String> references(
      Map<String, ? extends @Nullable Object> options, String where) {
    Map<String, String> found = new LinkedHashMap<>();
    collect(options, where, found);
    return found;
  }

  private static void collect(@Nullable Object value, String where, Map<String, String> found) {
    if (value instanceof String text) {
      REFERENCE.matcher(text).results().forEach(match -> found.putIfAbsent(nameOf(match), where));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> collect(each, where + "/" + key, found));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        collect(list.get(i), where + "/" + i, found);
      }
    }
  }

  /** The secret a text refers to; a text without a reference is itself the secret. */
  public Secret resolve(String text, String where) {
    return remember(new Secret(nameIn(text), replace(text, where)));
  }

  /** The secret under a name, if any store has it. */
  public Optional<Secret> find(String name) {
    for (SecretStore store : stores) {
      Optional<String> value = store.find(name).filter(v -> !v.isEmpty());
      if (value.isPresent()) {
        return Optional.of(remember(new Secret(name, value.get())));
      }
    }
    return Optional.empty();
  }

  /** The name of the store a secret is found in, if any has it. */
  public Optional<String> holder(String name) {
    return stores.stream()
        .filter(store -> store.find(name).filter(v -> !v.isEmpty()).isPresent())
        .map(SecretStore::name)
        .findFirst();
  }

  /** A copy of a map with every reference replaced, at any depth. */
  public Map<String, @Nullable Object> revealed(
      Map<String, @Nullable Object> options, String where) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    options.forEach((key, value) -> copy.put(key, revealedValue(value, where + "/" + key)));
    return copy;
  }

  /** Remembers a value that is secret without having come from a store, so that it is masked. */
  public Secret remember(String name, String value) {
    return remember(new Secret(name, value));
  }

  /** A text with every secret handed out so far replaced by stars. */
  public String mask(String text) {
    String masked = text;
    for (String value : handedOut) {
      masked = masked.replace(value, "***");
    }
    return masked;
  }

  private Secret remember(Secret secret) {
    if (secret.reveal().length() >= SHORTEST_MASKED) {
      handedOut.add(secret.reveal());
    }
    return secret;
  }

  private @Nullable Object revealedValue(@Nullable Object value, String where) {
    if (value instanceof String text && isReference(text)) {
      return replace(text, where);
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((k, v) -> copy.put(String.valueOf(k), revealedValue(v, where + "/" + k)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        copy.add(revealedValue(list.get(i), where + "/" + i));
      }
      return copy;
    }
    return value;
  }

  private String replace(String text, String where) {
    return REFERENCE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(required(nameOf(match), where).reveal()));
  }

  private static String nameIn(String text) {
    Matcher matcher = REFERENCE.matcher(text);
    return matcher.find() ? nameOf(matcher.toMatchResult()) : "(literal)";
  }

  private static String nameOf(java.util.regex.MatchResult match) {
    return match.group(1) != null ? match.group(1) : match.group(2);
  }

  private Secret required(String name, String where) {
    return find(name)
        .orElseThrow(
            () ->
                new Denied(
                    "secret.missing",
                    where,
                    "expected secret '"
                        + name
                        + "' in "
                        + stores.stream().map(SecretStore::name).collect(Collectors.joining(", "))
                        + " but it is in none of them",
                    "set " + name + " in the environment or in .env"));
  }
}
