package dev.eider.connector.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.wire.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands beside a vector, as JSON and as a condition on it. */
final class VectorMetadata {
  private static final ObjectMapper JSON =
      WireFormat.mapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);
  private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

  private VectorMetadata() {}

  static String json(Map<String, Object> metadata) {
    try {
      return JSON.writeValueAsString(metadata);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, Object> values(@Nullable String json) {
    try {
      return json == null ? Map.of() : JSON.readValue(json, VALUES);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Conditions on a column {@code metadata}: texts equal texts, numbers equal by value. */
  static Condition where(Map<String, Object> wanted) {
    StringBuilder sql = new StringBuilder("true");
    List<Object> values = new ArrayList<>();
    wanted.forEach(
        (key, value) -> {
          // A pointer takes any key; a path would want quotes that cannot be escaped.
          String pointer = Names.literal("/" + key.replace("~", "~0").replace("/", "~1"));
          sql.append(" AND ")
              .append(
                  condition(value)
                      .replace("TYPE", "json_type(metadata, " + pointer + ")")
                      .replace("TEXT", "json_extract_string(metadata, " + pointer + ")"));
          values.add(value instanceof Boolean ? value.toString() : value);
        });
    return new Condition(sql.toString(), values);
  }

  /** A whole number is compared as one: a double would lose its last digits. */
  private static String condition(Object value) {
    return switch (value) {
      case Boolean b -> "(TYPE = 'BOOLEAN' AND TEXT = ?)";
      case Long n ->
          "CASE WHEN TYPE IN ('BIGINT', 'UBIGINT') OR"
              + " (TYPE = 'DOUBLE' AND TRY_CAST(TEXT AS DOUBLE) = trunc(TRY_CAST(TEXT AS DOUBLE)))"
              + " THEN coalesce(TRY_CAST(TEXT AS HUGEINT), TRY_CAST(TRY_CAST(TEXT AS DOUBLE) AS"
              + " HUGEINT)) = ? ELSE false END";
      case Number n -> "(TYPE IN ('BIGINT', 'UBIGINT', 'DOUBLE') AND TRY_CAST(TEXT AS DOUBLE) = ?)";
      default -> "(TYPE = 'VARCHAR' AND TEXT = ?)";
    };
  }

  /**
   * A part of a query.
   *
   * @param sql with a mark for each value
   * @param values in their order
   */
  record Condition(String sql, List<Object> values) {}
}
