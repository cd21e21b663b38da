package dev.eider.template;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code namespace()} makes: fields that survive the end of a loop. */
final class Namespace {
  private final Map<String, @Nullable Object> fields;

  Namespace(Map<String, @Nullable Object> fields) {
    this.fields = new HashMap<>(fields);
  }

  Map<String, @Nullable Object> fields() {
    return fields;
  }
}
