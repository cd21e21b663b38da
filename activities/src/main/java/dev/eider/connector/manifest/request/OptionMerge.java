package dev.eider.connector.manifest.request;

import dev.eider.fault.Fault.Misconfigured;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts together what several parts want in one request; a key two of them set is refused. */
final class OptionMerge {
  private final String where;

  OptionMerge(String where) {
    this.where = where;
  }

  /** Adds every option of one part to a target; JSON bodies merge deeply and tolerate equals. */
  void add(RequestOptions target, RequestOptions source) {
    flat(target.parameters(), source.parameters());
    flat(target.headers(), source.headers());
    flat(target.bodyData(), source.bodyData());
    deep(target.bodyJson(), source.bodyJson(), "");
  }

  private void flat(Map<String, @Nullable Object> target, Map<String, @Nullable Object> source) {
    source.forEach(
        (key, value) -> {
          if (target.containsKey(key)) {
            throw collision(key);
          }
          target.put(key, value);
        });
  }

  private void deep(Map<String, @Nullable Object> target, Map<?, ?> source, String path) {
    source.forEach(
        (name, value) -> {
          String key = String.valueOf(name);
          if (!target.containsKey(key)) {
            target.put(key, value);
          } else if (target.get(key) instanceof Map<?, ?> known
              && value instanceof Map<?, ?> more) {
            Map<String, @Nullable Object> both = new LinkedHashMap<>();
            known.forEach((k, v) -> both.put(String.valueOf(k), v));
            deep(both, more, path + key + ".");
            target.put(key, both);
          } else if (!Objects.equals(target.get(key), value)) {
            throw collision(path + key);
          }
        });
  }

  private Misconfigured collision(String key) {
    return new Misconfigured(
        "request.duplicate_key",
        where,
        "expected '" + key + "' to be set once in a request but two components set it",
        "remove one of them");
  }
}
