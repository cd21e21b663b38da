package dev.eider.connector.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.template.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Positions as they were stored; whole numbers come back as {@link Long}. */
final class Json {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

  private Json() {}

  /** An object's fields; empty for null. */
  static Map<String, @Nullable Object> object(@Nullable String text, String where) {
    try {
      return text == null
          ? new LinkedHashMap<>()
          : Values.fields(MAPPER.readValue(text, Map.class));
    } catch (JsonProcessingException e) {
      throw new Misconfigured(
          "manifest.bad_state",
          where,
          "expected a JSON object but found another text",
          "reset the stream's checkpoint");
    }
  }
}
