package dev.eider.embedding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Values written so that equal ones read alike and no others do: each with its kind, numbers
 * without the zeros at their ends, mappings in the order of their keys, and in ASCII, so that half
 * a character is no question mark.
 */
final class Canonical {
  private static final ObjectMapper JSON =
      new ObjectMapper(JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build());

  private Canonical() {}

  static String text(@Nullable Object value) {
    try {
      return JSON.writeValueAsString(tagged(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Object> tagged(@Nullable Object value) {
    return switch (value) {
      case null -> List.of();
      case Boolean flag -> List.of("b", flag);
      case Number number -> List.of("n", digits(number));
      case Map<?, ?> map -> List.of("m", entries(map));
      case List<?> list -> List.of("l", list.stream().map(Canonical::tagged).toList());
      default -> List.of("t", value.toString());
    };
  }

  private static List<Object> entries(Map<?, ?> map) {
    TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
    List<Object> entries = new ArrayList<>();
    sorted.forEach(
        (key, value) -> {
          entries.add(key);
          entries.add(tagged(value));
        });
    return entries;
  }

  /** Not in full: a few bytes of JSON can mean a number of a billion digits. */
  private static String digits(Number number) {
    boolean decimal = Double.isFinite(number.doubleValue()) || number instanceof BigDecimal;
    boolean whole = number instanceof BigInteger;
    return decimal || whole
        ? new BigDecimal(number.toString()).stripTrailingZeros().toString()
        : number.toString();
  }
}
