package dev.eider.connector.manifest.auth;

import dev.eider.connector.manifest.request.RequestOptions;
import java.util.Map;

/** Anybody may ask. */
record NoAuth() implements Authenticator {

  @Override
  public RequestOptions options() {
    return RequestOptions.empty();
  }

  @Override
  public Map<String, String> headers() {
    return Map.of();
  }
}
