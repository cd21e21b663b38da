package dev.eider.embedding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.wire.WireFormat;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of a row as every store takes them: texts, whole numbers, numbers and flags. */
final class RowMetadata {
  private static final ObjectMapper JSON = WireFormat.mapper();
  private static final int BITS_OF_LONG = 63;

  private RowMetadata() {}

  /** Those that are there and not null, each under its path. */
  static Map<String, Object> of(Map<String, ? extends @Nullable Object> row, List<String> paths) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    for (String path : paths) {
      Object value = at(row, path);
      if (value != null) {
        metadata.put(path, scalar(value));
      }
    }
    return metadata;
  }

  /** A name with dots in it comes before the path it may also be. */
  private static @Nullable Object at(Map<?, ?> from, String path) {
    if (from.containsKey(path)) {
      return from.get(path);
    }
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      if (from.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
        return at(inner, path.substring(dot + 1));
      }
    }
    return null;
  }

  /** What no store has a number for is kept as text, to the last digit. */
  private static Object scalar(Object value) {
    return switch (value) {
      case String text -> text;
      case Boolean flag -> flag;
      case BigInteger whole ->
          whole.bitLength() <= BITS_OF_LONG ? (Object) whole.longValue() : whole.toString();
      case Long whole -> whole;
      case Integer whole -> whole.longValue();
      case Short whole -> whole.longValue();
      case Byte whole -> whole.longValue();
      case Number number ->
          Double.isFinite(number.doubleValue()) ? (Object) number.doubleValue() : number.toString();
      case Map<?, ?> map -> json(map);
      case List<?> list -> json(list);
      default -> value.toString();
    };
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
