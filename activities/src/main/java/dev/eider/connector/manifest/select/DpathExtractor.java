package dev.eider.connector.manifest.select;

import dev.eider.connector.manifest.model.Part;
import dev.eider.template.Scope;
import dev.eider.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records in a decoded response: a list yields its items, an object itself, nothing
 * yields nothing.
 */
final class DpathExtractor {
  private final Dpath path;
  private final boolean every;

  DpathExtractor(Part part, Scope scope) {
    if (part.has("record_expander")) {
      throw part.optionalPart("record_expander").orElseThrow().unsupported("extractor field");
    }
    Scope own = scope.with("parameters", part.parameters());
    List<String> segments = new ArrayList<>();
    for (Template segment : part.templates("field_path")) {
      segments.add(segment.text(own));
    }
    this.path = Dpath.of(segments);
    this.every = segments.contains("*");
  }

  /** The records of all elements a decoder produced. */
  List<@Nullable Object> extract(List<@Nullable Object> decoded) {
    List<@Nullable Object> records = new ArrayList<>();
    for (Object body : decoded) {
      Object found = every ? path.values(body) : path.get(body, List.of());
      if (found instanceof List<?> list) {
        records.addAll(list);
      } else if (found instanceof Map<?, ?> map ? !map.isEmpty() : found != null) {
        records.add(found);
      }
    }
    return records;
  }
}
