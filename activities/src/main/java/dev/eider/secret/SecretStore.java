package dev.eider.secret;

import java.util.Optional;

/** One place where secrets are kept. */
public interface SecretStore {

  /** How messages call it, e.g. {@code environment}. */
  String name();

  /** The value under this name; an empty one counts as missing. */
  Optional<String> find(String name);
}
