package dev.eider.secret;

import java.nio.file.Path;
import java.util.Map;

/**
 * A further place to look for secrets. Found with {@code ServiceLoader} and asked after the
 * environment, {@code .env} and the folders of secrets.
 */
public interface SecretStoreProvider {

  /** How messages call it. */
  String name();

  /**
   * The store; it answers nothing when it is not configured.
   *
   * @param environment where its own settings are
   * @param home the installation's folder
   */
  SecretStore open(Map<String, String> environment, Path home);
}
