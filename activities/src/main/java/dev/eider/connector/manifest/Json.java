package dev.eider.connector.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.fault.Fault.Defect;
import dev.eider.fault.Fault.Misconfigured;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Positions and schemas as JSON text; whole numbers come back as {@link Long}. */
final class Json {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

  private Json() {}

  static String write(@Nullable Object value) {
    try {
      return MAPPER.writeValueAsString(plain(value));
    } catch (JsonProcessingException e) {
      throw new Defect("manifest.not_json", "position", "a value cannot be written as JSON", e);
    }
  }

  /** An object's fields; empty for null. */
  static Map<String, @Nullable Object> object(@Nullable String text, String where) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (text == null) {
      return fields;
    }
    try {
      Map<?, ?> read = MAPPER.readValue(text, Map.class);
      read.forEach((key, value) -> fields.put(String.valueOf(key), value));
      return fields;
    } catch (JsonProcessingException e) {
      throw new Misconfigured(
          "manifest.bad_state",
          where,
          "expected a JSON object but found another text",
          "reset the stream's checkpoint");
    }
  }

  /** Days and moments of YAML become their ISO text. */
  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> copy.put(String.valueOf(key), plain(item)));
        yield copy;
      }
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(item -> copy.add(plain(item)));
        yield copy;
      }
      case java.time.temporal.Temporal moment -> moment.toString();
      case null -> null;
      case Object other -> other;
    };
  }
}
