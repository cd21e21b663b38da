package dev.eider.connector.manifest.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives every component its default type and hands {@code $parameters} down: they fill fields that
 * are missing or falsy, never under their own name, never inside JSON schemas.
 */
final class Propagation {
  private static final String PARAMETERS = "$parameters";

  private Propagation() {}

  /**
   * A copy with types and parameters filled in.
   *
   * @param parentField where it stands, e.g. {@code DeclarativeStream.retriever}
   * @param inherited parameters from above
   */
  static Map<String, @Nullable Object> fill(
      String parentField, Map<?, ?> component, Map<String, @Nullable Object> inherited) {
    Map<String, @Nullable Object> filled = new LinkedHashMap<>();
    component.forEach((key, value) -> filled.put(String.valueOf(key), value));
    if (!filled.containsKey("type")) {
      String type = Language.defaultType(parentField, filled.containsKey("class_name"));
      if (type != null) {
        filled.put("type", type);
      }
    }
    Map<String, @Nullable Object> parameters = new LinkedHashMap<>(inherited);
    if (!(filled.get("type") instanceof String type) || type.equals("object")) {
      return filled.containsKey("type") ? filled : nested(parentField, filled, parameters);
    }
    if (filled.remove(PARAMETERS) instanceof Map<?, ?> own) {
      own.forEach((key, value) -> parameters.put(String.valueOf(key), value));
    }
    parameters.forEach((key, value) -> filled.compute(key, (k, old) -> isFalsy(old) ? value : old));
    filled.replaceAll((field, value) -> child(type + "." + field, field, value, parameters));
    if (!parameters.isEmpty()) {
      filled.put(PARAMETERS, parameters);
    }
    return filled;
  }

  /** An object without a type is no component, but its children may be. */
  private static Map<String, @Nullable Object> nested(
      String parentField,
      Map<String, @Nullable Object> fields,
      Map<String, @Nullable Object> parameters) {
    boolean hasComponents =
        fields.values().stream()
            .anyMatch(value -> value instanceof Map<?, ?> map && map.get("type") instanceof String);
    if (hasComponents) {
      fields.replaceAll(
          (field, value) -> child(parentField + "." + field, field, value, parameters));
    }
    return fields;
  }

  private static @Nullable Object child(
      String identifier,
      String field,
      @Nullable Object value,
      Map<String, @Nullable Object> parameters) {
    if (!(value instanceof Map<?, ?>) && !(value instanceof List<?>)) {
      return value;
    }
    Map<String, @Nullable Object> handed = parameters;
    if (parameters.containsKey(field)) {
      handed = new LinkedHashMap<>(parameters);
      handed.remove(field);
    }
    if (value instanceof Map<?, ?> map) {
      return fill(identifier, map, handed);
    }
    List<@Nullable Object> copy = new ArrayList<>();
    for (Object item : (List<?>) value) {
      copy.add(item instanceof Map<?, ?> map ? fill(identifier, map, handed) : item);
    }
    return copy;
  }

  private static boolean isFalsy(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case Boolean flag -> !flag;
      case Number number -> number.doubleValue() == 0;
      case String text -> text.isEmpty();
      case List<?> list -> list.isEmpty();
      case Map<?, ?> map -> map.isEmpty();
      case Object other -> false;
    };
  }
}
