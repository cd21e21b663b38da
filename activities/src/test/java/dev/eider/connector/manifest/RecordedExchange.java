package dev.eider.connector.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.http.Answer;
import dev.eider.http.Call;
import dev.eider.http.Exchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers requests from a recording; each exchange is used once, in recorded order. */
final class RecordedExchange implements Exchange {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);
  private static final Pattern JWT = Pattern.compile("(eyJ[\\w-]+)\\.([\\w-]+)\\.[\\w-]*");

  private final List<Recorded> left = new ArrayList<>();

  RecordedExchange(List<?> exchanges) {
    exchanges.forEach(exchange -> left.add(new Recorded((Map<?, ?>) exchange)));
  }

  /** A request nobody recorded, or with a header that is not as recorded. */
  static final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mismatch(String message) {
      super(message);
    }
  }

  @Override
  public Answer send(Call call) {
    if (!call.url().matches("https?://.*")) {
      throw new Misconfigured("http.bad_url", call.where(), "expected an http URL", null);
    }
    for (Recorded recorded : left) {
      if (recorded.matches(call)) {
        recorded.requireHeaders(call);
        left.remove(recorded);
        return recorded.answer();
      }
    }
    throw new Mismatch(
        "request: not recorded: " + call.method() + " " + call.url() + " body=" + call.bodyText());
  }

  /** What was recorded but not asked for. */
  Optional<String> unused() {
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "request: " + left.size() + " recorded but not sent, first " + left.getFirst());
  }

  private static String address(String url) {
    int end = url.indexOf('#') < 0 ? url.length() : url.indexOf('#');
    int query = url.indexOf('?');
    String base = url.substring(0, query < 0 ? end : query);
    Matcher parts = Pattern.compile("(\\w+)://([^/]*)(.*)").matcher(base);
    if (!parts.matches()) {
      return base;
    }
    String host = parts.group(2).toLowerCase(Locale.ROOT);
    host = host.replaceFirst(parts.group(1).equals("https") ? ":443$" : ":80$", "");
    String path = parts.group(3).isEmpty() ? "/" : parts.group(3);
    return parts.group(1)
        + "://"
        + host
        + decode(path.replace("+", "%2B"))
        + "?"
        + pairs(query < 0 ? "" : url.substring(query + 1, end));
  }

  private static List<String> pairs(String text) {
    return Arrays.stream(text.split("&"))
        .filter(pair -> !pair.isEmpty())
        .map(pair -> pair.contains("=") ? pair : pair + "=")
        .map(
            pair ->
                decode(pair.substring(0, pair.indexOf('=')))
                    + "\u0000"
                    + unsigned(decode(pair.substring(pair.indexOf('=') + 1))))
        .sorted()
        .toList();
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** A token's signature does not count, its header and payload do. */
  private static String unsigned(String text) {
    return JWT.matcher(text)
        .replaceAll(
            token ->
                Matcher.quoteReplacement(sorted(token.group(1)) + "." + sorted(token.group(2))));
  }

  private static String sorted(String part) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
      return JSON.writeValueAsString(JSON.readValue(text, TreeMap.class));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return part;
    }
  }

  private record Recorded(
      String method, String address, Map<String, String> headers, String body, Map<?, ?> response) {

    Recorded(Map<?, ?> exchange) {
      this(
          text(request(exchange).get("method")),
          RecordedExchange.address(text(request(exchange).get("url"))),
          headers(request(exchange).get("headers")),
          request(exchange).get("body") == null ? "" : text(request(exchange).get("body")),
          (Map<?, ?>) java.util.Objects.requireNonNull(exchange.get("response")));
    }

    boolean matches(Call call) {
      return method.equals(call.method())
          && address.equals(RecordedExchange.address(call.url()))
          && sameBody(call.bodyText());
    }

    void requireHeaders(Call call) {
      Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      sent.putAll(call.headers());
      headers.forEach(
          (name, value) -> {
            String actual = sent.get(name);
            if (actual == null || !unsigned(actual).equals(unsigned(value))) {
              throw new Mismatch(
                  "header: " + name + " expected '" + value + "' but was '" + actual + "'");
            }
          });
    }

    Answer answer() {
      byte[] bytes =
          response.get("body_base64") instanceof String base64
              ? Base64.getDecoder().decode(base64)
              : (response.get("body") == null ? "" : text(response.get("body")))
                  .getBytes(StandardCharsets.UTF_8);
      int status = ((Number) java.util.Objects.requireNonNull(response.get("status"))).intValue();
      return new Answer(status, headers(response.get("headers")), bytes);
    }

    private boolean sameBody(String actual) {
      String type =
          headers.entrySet().stream()
              .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
              .map(Map.Entry::getValue)
              .collect(Collectors.joining());
      if (type.startsWith("application/json") && !body.isEmpty() && !actual.isEmpty()) {
        return SameJson.difference(json(body), json(actual)).isEmpty();
      }
      return type.startsWith("application/x-www-form-urlencoded")
          ? pairs(body).equals(pairs(actual))
          : body.equals(actual);
    }

    private static @Nullable Object json(String text) {
      try {
        return JSON.readValue(text, Object.class);
      } catch (JsonProcessingException e) {
        return text;
      }
    }

    private static Map<?, ?> request(Map<?, ?> exchange) {
      return (Map<?, ?>) java.util.Objects.requireNonNull(exchange.get("request"));
    }

    private static Map<String, String> headers(@Nullable Object raw) {
      Map<String, String> headers = new LinkedHashMap<>();
      if (raw instanceof Map<?, ?> map) {
        map.forEach((name, value) -> add(headers, String.valueOf(name), String.valueOf(value)));
      }
      return headers;
    }

    /** Names that differ in case only are one header with two values. */
    private static void add(Map<String, String> headers, String name, String value) {
      String known =
          headers.keySet().stream().filter(name::equalsIgnoreCase).findFirst().orElse(name);
      headers.merge(known, value, (first, second) -> first + ", " + second);
    }

    private static String text(@Nullable Object value) {
      return String.valueOf(value);
    }

    @Override
    public String toString() {
      return method + " " + address.replace('\u0000', '=') + " " + body;
    }
  }
}
