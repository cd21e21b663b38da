package dev.eider.connector.manifest.request;

import java.util.Locale;

/** How the reference classifies a failure. */
public enum FailureType {
  /** Nobody foresaw it. */
  SYSTEM_ERROR,
  /** The user's settings are wrong. */
  CONFIG_ERROR,
  /** It may pass. */
  TRANSIENT_ERROR;

  /** As the reference writes it, e.g. {@code system_error}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
