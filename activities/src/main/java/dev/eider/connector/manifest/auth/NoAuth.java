package dev.eider.connector.manifest.auth;

import java.util.Map;

/** Anybody may ask. */
record NoAuth() implements Authenticator {

  @Override
  public Map<String, String> headers() {
    return Map.of();
  }
}
