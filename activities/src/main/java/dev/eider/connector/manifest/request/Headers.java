package dev.eider.connector.manifest.request;

import java.util.LinkedHashMap;
import java.util.Map;

/** Header maps whose names are equal in any case. */
final class Headers {
  private Headers() {}

  /** These headers with others set over them. */
  static Map<String, String> with(Map<String, String> headers, Map<String, String> others) {
    Map<String, String> result = new LinkedHashMap<>(headers);
    others.forEach(
        (name, value) -> {
          result.keySet().removeIf(known -> known.equalsIgnoreCase(name));
          result.put(name, value);
        });
    return result;
  }

  static boolean has(Map<String, String> headers, String name) {
    return headers.keySet().stream().anyMatch(known -> known.equalsIgnoreCase(name));
  }
}
