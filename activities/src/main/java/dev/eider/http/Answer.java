package dev.eider.http;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One HTTP response, decompressed. */
public final class Answer {
  private static final int FIRST_ERROR = 400;

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * A response. The bytes are not copied: pages are large and nobody changes them.
   *
   * @param status the status code
   * @param headers names as received; several of one name are joined with {@code ", "}
   * @param body decompressed
   */
  public Answer(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = Collections.unmodifiableMap(headers);
    this.body = body;
  }

  /** The status code. */
  public int status() {
    return status;
  }

  /** Names in the case they were received in. */
  public Map<String, String> headers() {
    return headers;
  }

  /** Looked up without regard to case. */
  public Map<String, String> headersOfAnyCase() {
    Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    return anyCase;
  }

  /** One header, whatever its case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headersOfAnyCase().get(name));
  }

  /** Decompressed; shared, not to be changed. */
  public byte[] body() {
    return body;
  }

  /** Whether the status says that the request was served. */
  public boolean ok() {
    return status < FIRST_ERROR;
  }

  /** Whether the server says that this is a page for people. */
  public boolean isHtml() {
    return header("Content-Type")
        .map(type -> type.toLowerCase(Locale.ROOT))
        .filter(type -> type.startsWith("text/html") || type.startsWith("application/xhtml"))
        .isPresent();
  }

  /** The body in the charset the server names, else UTF-8. */
  public String text() {
    return new String(body, charset());
  }

  private Charset charset() {
    String type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    int at = type.indexOf("charset=");
    if (at < 0) {
      return StandardCharsets.UTF_8;
    }
    String name = type.substring(at + "charset=".length()).split("[;\\s]", 2)[0].replace("\"", "");
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }
}
