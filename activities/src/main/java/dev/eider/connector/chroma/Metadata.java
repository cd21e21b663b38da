package dev.eider.connector.chroma;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eider.fault.Fault.Misconfigured;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands beside a vector, as Chroma takes and gives it: scalars. */
final class Metadata {
  private static final double LARGEST_WHOLE = 9_007_199_254_740_992.0;

  private Metadata() {}

  /** Refuses names Chroma does not take, in better words than it has. */
  static void refuseOdd(Collection<String> keys, String where) {
    for (String key : keys) {
      boolean odd =
          key.isEmpty() || key.startsWith("#") || key.startsWith("$") || key.startsWith("chroma:");
      if (odd) {
        throw new Misconfigured(
            "chroma.metadata_key",
            where,
            "expected a name for metadata that is not empty and does not begin with '#', '$' or"
                + " 'chroma:' but was '"
                + key
                + "'",
            "name it otherwise");
      }
    }
  }

  /** The new metadata, with a null for each key there was before and is not now. */
  static ObjectNode replacing(@Nullable JsonNode before, Map<String, Object> metadata) {
    ObjectNode after = ChromaApi.object();
    if (before != null) {
      before.fieldNames().forEachRemaining(after::putNull);
    }
    metadata.forEach((key, value) -> put(after, key, value));
    return after;
  }

  static Map<String, Object> values(JsonNode metadata) {
    Map<String, Object> values = new LinkedHashMap<>();
    metadata
        .properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              if (!value.isNull()) {
                values.put(field.getKey(), value(value));
              }
            });
    return values;
  }

  private static Object value(JsonNode value) {
    if (value.isBoolean()) {
      return value.asBoolean();
    }
    if (value.isIntegralNumber()) {
      return value.asLong();
    }
    // Another client may have written a list: its text is all that can be shown.
    return value.isNumber()
        ? value.asDouble()
        : value.isTextual() ? value.asText() : value.toString();
  }

  /** Chroma's form of a condition, which wants one of several named, and numbers of one kind. */
  static ObjectNode where(Map<String, Object> wanted) {
    List<ObjectNode> all =
        wanted.entrySet().stream().map(each -> equal(each.getKey(), each.getValue())).toList();
    return all.size() == 1 ? all.getFirst() : joined("$and", all);
  }

  /** To Chroma 1 and 1.0 differ; to whoever asks they are one. */
  private static ObjectNode equal(String key, Object value) {
    ObjectNode exact = put(ChromaApi.object(), key, value);
    return switch (value) {
      case Long whole when Math.abs((double) whole) < LARGEST_WHOLE ->
          joined("$or", List.of(exact, put(ChromaApi.object(), key, (double) whole)));
      case Double number when number == Math.rint(number) && Math.abs(number) < LARGEST_WHOLE ->
          joined("$or", List.of(exact, put(ChromaApi.object(), key, number.longValue())));
      default -> exact;
    };
  }

  private static ObjectNode joined(String word, List<ObjectNode> conditions) {
    ObjectNode joined = ChromaApi.object();
    ArrayNode list = joined.putArray(word);
    conditions.forEach(list::add);
    return joined;
  }

  private static ObjectNode put(ObjectNode object, String key, Object value) {
    return switch (value) {
      case Boolean flag -> object.put(key, flag);
      case Long whole -> object.put(key, whole);
      case Double number -> object.put(key, number);
      default -> object.put(key, value.toString());
    };
  }
}
