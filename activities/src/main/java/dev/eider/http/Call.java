package dev.eider.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One HTTP request, complete: what goes over the wire. */
public final class Call {
  private final String method;
  private final String url;
  private final Map<String, String> headers;
  private final byte @Nullable [] body;

  /**
   * A request.
   *
   * @param method upper case
   * @param url with its query, percent-encoded
   * @param headers names as they are to be written; {@code Content-Type} is one of them
   * @param body null for none
   */
  public Call(String method, String url, Map<String, String> headers, byte @Nullable [] body) {
    this.method = method;
    this.url = url;
    this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    this.body = body == null ? null : body.clone();
  }

  /** Upper case. */
  public String method() {
    return method;
  }

  /** With its query. */
  public String url() {
    return url;
  }

  /** In the order they were set. */
  public Map<String, String> headers() {
    return headers;
  }

  /** The body; null for none. */
  public byte @Nullable [] body() {
    return body == null ? null : body.clone();
  }

  /** The body as text, empty when there is none. */
  public String bodyText() {
    return body == null ? "" : new String(body, StandardCharsets.UTF_8);
  }

  /** The URL without its query, which may hold secrets: the place a message names. */
  public String where() {
    int end = url.indexOf('?');
    return end < 0 ? url : url.substring(0, end);
  }

  /** The same call with other headers. */
  public Call withHeaders(Map<String, String> others) {
    return new Call(method, url, others, body);
  }

  /** Whether both ask for the same, whoever asks. */
  public boolean sameRequest(Call other) {
    return method.equals(other.method) && url.equals(other.url) && Arrays.equals(body, other.body);
  }

  @Override
  public String toString() {
    return method + " " + where();
  }
}
