package dev.eider.connector.manifest.request;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody (requester, authenticator, paginator, router, cursor) wants to have in a request.
 * Built by adding; merged by the requester, which refuses a key that two of them set.
 *
 * @param parameters query parameters; a list repeats the key, null is left out
 * @param headers header names and values
 * @param bodyData form fields
 * @param bodyJson the JSON body's fields, nested maps for paths
 */
public record RequestOptions(
    Map<String, @Nullable Object> parameters,
    Map<String, @Nullable Object> headers,
    Map<String, @Nullable Object> bodyData,
    Map<String, @Nullable Object> bodyJson) {

  /** Nothing yet. */
  public static RequestOptions empty() {
    return new RequestOptions(
        new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
  }
}
