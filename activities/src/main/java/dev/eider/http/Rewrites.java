package dev.eider.http;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Sends requests for one address to another, e.g. to a test server; the longest prefix wins. */
final class Rewrites {
  private final List<Map.Entry<String, String>> byLength;

  Rewrites(Map<String, String> prefixes) {
    byLength =
        prefixes.entrySet().stream()
            .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
            .sorted(Comparator.comparingInt(entry -> -entry.getKey().length()))
            .toList();
  }

  String apply(String url) {
    for (Map.Entry<String, String> rewrite : byLength) {
      if (url.startsWith(rewrite.getKey()) && endsHere(url, rewrite.getKey())) {
        return rewrite.getValue() + url.substring(rewrite.getKey().length());
      }
    }
    return url;
  }

  /** {@code https://api.example.com} is no prefix of {@code https://api.example.com.evil.org}. */
  private static boolean endsHere(String url, String prefix) {
    return prefix.endsWith("/")
        || url.length() == prefix.length()
        || "/?#:".indexOf(url.charAt(prefix.length())) >= 0;
  }
}
