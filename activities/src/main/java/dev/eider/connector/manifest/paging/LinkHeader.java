package dev.eider.connector.manifest.paging;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The header {@code Link}: its links by their relation, or by their URL when they have none. */
final class LinkHeader {
  private LinkHeader() {}

  static Map<String, Map<String, String>> parse(Map<String, String> headers) {
    Map<String, Map<String, String>> links = new LinkedHashMap<>();
    headers.forEach(
        (name, value) -> {
          if (name.equalsIgnoreCase("link")) {
            addAll(links, stripped(value, " '\""));
          }
        });
    return links;
  }

  private static void addAll(Map<String, Map<String, String>> links, String value) {
    if (value.isEmpty()) {
      return;
    }
    for (String one : value.split(", *<", -1)) {
      Map<String, String> link = link(one);
      String relation = link.getOrDefault("rel", "");
      links.put(relation.isEmpty() ? link.getOrDefault("url", "") : relation, link);
    }
  }

  private static Map<String, String> link(String text) {
    Map<String, String> link = new LinkedHashMap<>();
    String[] halves = text.split(";", 2);
    link.put("url", stripped(halves[0], "<> '\""));
    if (halves.length == 2) {
      for (String parameter : halves[1].split(";", -1)) {
        List<String> pair = List.of(parameter.split("=", -1));
        if (pair.size() != 2) {
          break;
        }
        link.put(stripped(pair.getFirst(), " '\""), stripped(pair.getLast(), " '\""));
      }
    }
    return link;
  }

  private static String stripped(String text, String characters) {
    int start = 0;
    int end = text.length();
    while (start < end && characters.indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && characters.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(start, end);
  }
}
