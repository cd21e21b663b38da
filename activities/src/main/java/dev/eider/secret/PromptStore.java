package dev.eider.secret;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Secrets a person is asked for: each once for as long as the process lives. Only names that were
 * written down are asked for, since connectors also try names of their own.
 */
public final class PromptStore implements SecretStore {
  private final Set<String> names;
  private final Function<String, Optional<String>> ask;
  private final Map<String, Optional<String>> answers = new ConcurrentHashMap<>();

  /**
   * Asks for these names and no others.
   *
   * @param names what may be asked for
   * @param ask shows a name and hands back what was typed
   */
  public PromptStore(Set<String> names, Function<String, Optional<String>> ask) {
    this.names = Set.copyOf(names);
    this.ask = ask;
  }

  @Override
  public String name() {
    return "the prompt";
  }

  @Override
  public Optional<String> find(String name) {
    return names.contains(name) ? answers.computeIfAbsent(name, ask) : Optional.empty();
  }
}
