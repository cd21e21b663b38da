package dev.eider.secret;

import java.util.Map;
import java.util.Optional;

/** Secrets in environment variables. */
public final class EnvironmentStore implements SecretStore {
  private final Map<String, String> environment;

  /** The given environment. */
  public EnvironmentStore(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public String name() {
    return "environment";
  }

  @Override
  public Optional<String> find(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }
}
