package dev.eider.connector.manifest.request;

import dev.eider.template.Values;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** URLs as Python joins and writes them. */
final class Urls {
  private static final Pattern SPLIT =
      Pattern.compile(
          "(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(\\?[^#]*)?(#.*)?",
          Pattern.DOTALL);
  private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
  private static final String KEPT = "!#$%&'()*+,/:;=?@[]~-._";

  private Urls() {}

  /** A base with a path: an absolute path's own host wins, and the base's query is dropped. */
  static String join(String base, String path) {
    if (path.isEmpty()) {
      return base;
    }
    Matcher from = split(base.endsWith("/") ? base : base + "/");
    Matcher to = split(path);
    @Nullable String scheme = to.group(1);
    if (scheme != null && !scheme.equalsIgnoreCase(Objects.toString(from.group(1), ""))) {
      return path;
    }
    String start = Objects.toString(from.group(1), "") + "://";
    String rest = Objects.toString(to.group(4), "") + Objects.toString(to.group(5), "");
    if (to.group(2) != null) {
      return start + to.group(2) + to.group(3) + rest;
    }
    if (to.group(3).isEmpty()) {
      String query = to.group(4) == null ? Objects.toString(from.group(4), "") : "";
      return start + from.group(2) + from.group(3) + query + rest;
    }
    return start
        + Objects.toString(from.group(2), "")
        + resolved(from.group(3), to.group(3))
        + rest;
  }

  /** The URL with these parameters added, except pairs it already has; percent-encoded. */
  static String withParameters(String url, Map<String, @Nullable Object> parameters) {
    String bare = url.stripLeading();
    int hash = bare.indexOf('#');
    String fragment = hash < 0 ? "" : bare.substring(hash);
    String start = hash < 0 ? bare : bare.substring(0, hash);
    Map<String, String> present = query(start);
    Map<String, @Nullable Object> added = new LinkedHashMap<>();
    parameters.forEach(
        (key, value) -> {
          if (!Values.str(value).equals(present.get(key))) {
            added.put(key, value);
          }
        });
    String encoded = FormText.encode(added);
    if (encoded.isEmpty()) {
      return quoted(start + fragment);
    }
    String glue = !start.contains("?") ? "?" : start.endsWith("?") ? "" : "&";
    return quoted(start + glue + encoded + fragment);
  }

  private static Matcher split(String url) {
    Matcher matcher = SPLIT.matcher(url);
    if (!matcher.matches()) {
      throw new IllegalStateException("every text matches this pattern");
    }
    return matcher;
  }

  private static String resolved(String basePath, String path) {
    List<String> segments = new ArrayList<>();
    if (!path.startsWith("/")) {
      List<String> base = List.of(basePath.split("/", -1));
      segments.addAll(base.subList(0, base.size() - (base.getLast().isEmpty() ? 0 : 1)));
    }
    segments.addAll(List.of(path.split("/", -1)));
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      boolean inner = i > 0 && i < segments.size() - 1;
      if (segment.equals("..")) {
        if (!kept.isEmpty()) {
          kept.removeLast();
        }
      } else if (!segment.equals(".") && !(segment.isEmpty() && inner && !path.startsWith("/"))) {
        kept.add(segment);
      }
    }
    if (segments.getLast().equals("..") || segments.getLast().equals(".")) {
      kept.add("");
    }
    String joined = String.join("/", kept);
    return joined.isEmpty() ? "/" : joined.startsWith("/") ? joined : "/" + joined;
  }

  private static Map<String, String> query(String url) {
    Map<String, String> first = new LinkedHashMap<>();
    int mark = url.indexOf('?');
    if (mark < 0) {
      return first;
    }
    for (String pair : url.substring(mark + 1).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals >= 0 && equals < pair.length() - 1) {
        first.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return first;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** Escapes what may not stand in a URL, and undoes escapes that need not be. */
  private static String quoted(String url) {
    String undone =
        ESCAPE
            .matcher(url)
            .replaceAll(
                match -> {
                  char c = (char) Integer.parseInt(match.group(1), 16);
                  boolean free = FormText.isUnreserved(c);
                  return Matcher.quoteReplacement(free ? String.valueOf(c) : match.group());
                });
    return FormText.quoted(undone, KEPT);
  }
}
