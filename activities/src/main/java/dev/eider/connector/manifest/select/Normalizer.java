package dev.eider.connector.manifest.select;

import dev.eider.connector.manifest.model.Part;
import dev.eider.template.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Casts values to their JSON schema's type where that is one type; a value that does not fit stays.
 */
final class Normalizer {
  private static final Set<String> YES = Set.of("y", "yes", "t", "true", "on", "1");
  private static final Set<String> NO = Set.of("n", "no", "f", "false", "off", "0");
  private static final Set<String> SIMPLE = Set.of("string", "number", "integer", "boolean");

  private final Map<?, ?> schema;

  private Normalizer(Map<?, ?> schema) {
    this.schema = schema;
  }

  /** What a selector asks for; empty when values stay as they are. */
  static Optional<Normalizer> of(Part selector, Part stream) {
    Object wish = selector.raw("schema_normalization");
    if (wish == null || "None".equals(wish)) {
      return Optional.empty();
    }
    if (!"Default".equals(wish)) {
      Optional<Part> custom =
          wish instanceof Map<?, ?>
              ? selector.optionalPart("schema_normalization")
              : Optional.empty();
      throw custom
          .map(part -> part.unsupported("schema normalization"))
          .orElseGet(() -> selector.wrong("schema_normalization", "Default or None", wish));
    }
    Object schema = stream.optionalPart("schema_loader").map(l -> l.raw("schema")).orElse(null);
    return schema instanceof Map<?, ?> map ? Optional.of(new Normalizer(map)) : Optional.empty();
  }

  /** Casts in place. */
  void apply(Map<String, @Nullable Object> record) {
    object(record, schema);
  }

  private static void object(Map<String, @Nullable Object> record, Map<?, ?> schema) {
    if (!(schema.get("properties") instanceof Map<?, ?> properties)) {
      return;
    }
    record.replaceAll(
        (key, value) ->
            value != null && properties.get(key) instanceof Map<?, ?> property
                ? value(value, property)
                : value);
  }

  @SuppressWarnings("unchecked") // JSON maps have string keys
  private static @Nullable Object value(Object value, Map<?, ?> schema) {
    String type = onlyType(schema);
    if (value instanceof Map<?, ?> map && type.equals("object")) {
      object((Map<String, @Nullable Object>) map, schema);
      return map;
    }
    if (type.equals("array")) {
      return array(value, schema);
    }
    return cast(value, type);
  }

  private static Object array(Object value, Map<?, ?> schema) {
    Map<?, ?> items = schema.get("items") instanceof Map<?, ?> map ? map : Map.of();
    if (value instanceof List<?> list) {
      List<@Nullable Object> cast = new ArrayList<>();
      list.forEach(item -> cast.add(item == null ? null : value(item, items)));
      return cast;
    }
    boolean simple = SIMPLE.contains(onlyType(items)) && !(value instanceof Map<?, ?>);
    return simple ? new ArrayList<>(List.of(cast(value, onlyType(items)))) : value;
  }

  private static Object cast(Object value, String type) {
    try {
      return switch (type) {
        case "string" -> value instanceof String ? value : Values.str(value);
        case "number" -> number(value);
        case "integer" -> integer(value);
        case "boolean" -> bool(value);
        default -> value;
      };
    } catch (NumberFormatException e) {
      return value;
    }
  }

  private static Object number(Object value) {
    return switch (value) {
      case Boolean flag -> flag ? 1.0 : 0.0;
      case Number number -> number.doubleValue();
      case String text -> Double.parseDouble(text.strip());
      default -> value;
    };
  }

  private static Object integer(Object value) {
    return switch (value) {
      case Boolean flag -> flag ? 1L : 0L;
      case Double number -> narrowed(BigDecimal.valueOf(number).toBigInteger());
      case BigDecimal number -> narrowed(number.toBigInteger());
      case String text -> narrowed(new BigInteger(text.strip().replaceFirst("^\\+", "")));
      default -> value;
    };
  }

  private static Object narrowed(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private static Object bool(Object value) {
    String word = Values.str(value).toLowerCase(Locale.ROOT);
    if (value instanceof Map<?, ?> || value instanceof List<?>) {
      return value;
    }
    return YES.contains(word) ? (Object) true : NO.contains(word) ? false : value;
  }

  private static String onlyType(Map<?, ?> schema) {
    if (schema.get("type") instanceof String type) {
      return type;
    }
    if (schema.get("type") instanceof List<?> types) {
      List<?> real = types.stream().filter(t -> !"null".equals(t)).toList();
      return real.size() == 1 ? String.valueOf(real.getFirst()) : "";
    }
    return "";
  }
}
