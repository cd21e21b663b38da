package dev.eider.connector.manifest;

import dev.eider.outcome.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Holds a config against the manifest's JSON schema; messages never show a value. */
final class ConfigCheck {
  private static final String CODE = "manifest.bad_config";

  private final List<Problem> problems = new ArrayList<>();

  private ConfigCheck() {}

  /** Everything that does not fit, at once. */
  static List<Problem> problems(Map<?, ?> schema, Map<?, ?> config, String where) {
    ConfigCheck check = new ConfigCheck();
    check.value(schema, config, where);
    return check.problems;
  }

  private void value(Map<?, ?> schema, @Nullable Object value, String where) {
    if (schema.containsKey("type") && !typeFits(schema.get("type"), value)) {
      add(where, "expected " + words(schema.get("type")) + " but found another value");
      return;
    }
    if (schema.containsKey("const") && !Objects.equals(schema.get("const"), value)) {
      add(where, "expected '" + schema.get("const") + "' but found another value");
    }
    if (schema.get("enum") instanceof List<?> allowed && !allowed.contains(value)) {
      add(where, "expected one of " + allowed + " but found another value");
    }
    if (value instanceof String text) {
      text(schema, text, where);
    }
    if (value instanceof Number number) {
      bounds(schema, new BigDecimal(number.toString()), where);
    }
    if (value instanceof List<?> list && schema.get("items") instanceof Map<?, ?> items) {
      for (int i = 0; i < list.size(); i++) {
        value(items, list.get(i), where + "/" + i);
      }
    }
    if (value instanceof Map<?, ?> map) {
      object(schema, map, where);
    }
    alternatives(schema, value, where);
  }

  private void object(Map<?, ?> schema, Map<?, ?> map, String where) {
    if (schema.get("required") instanceof List<?> required) {
      for (Object name : required) {
        if (!map.containsKey(name)) {
          problems.add(
              new Problem(
                  CODE,
                  where + "/" + name,
                  "expected '" + name + "' but it is missing",
                  "add " + name + " to config"));
        }
      }
    }
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach(
          (name, property) -> {
            if (map.containsKey(name) && property instanceof Map<?, ?> inner) {
              value(inner, map.get(name), where + "/" + name);
            }
          });
    }
  }

  /** Problems of the alternative that fits best are the ones worth reading. */
  private void alternatives(Map<?, ?> schema, @Nullable Object value, String where) {
    Object choices = schema.containsKey("oneOf") ? schema.get("oneOf") : schema.get("anyOf");
    List<Problem> fewest = null;
    if (!(choices instanceof List<?> list)) {
      return;
    }
    for (Object choice : list) {
      ConfigCheck one = new ConfigCheck();
      if (choice instanceof Map<?, ?> inner) {
        one.value(inner, value, where);
      }
      if (fewest == null || one.problems.size() < fewest.size()) {
        fewest = one.problems;
      }
    }
    if (fewest != null) {
      problems.addAll(fewest);
    }
  }

  private void text(Map<?, ?> schema, String text, String where) {
    if (schema.get("pattern") instanceof String pattern && !matches(pattern, text)) {
      add(where, "expected a text of the form " + pattern + " but it has another form");
    }
    if (schema.get("minLength") instanceof Number least && text.length() < least.intValue()) {
      add(where, "expected at least " + least + " characters but there are fewer");
    }
    if (schema.get("maxLength") instanceof Number most && text.length() > most.intValue()) {
      add(where, "expected at most " + most + " characters but there are more");
    }
  }

  private void bounds(Map<?, ?> schema, BigDecimal number, String where) {
    if (schema.get("minimum") instanceof Number least
        && number.compareTo(new BigDecimal(least.toString())) < 0) {
      add(where, "expected at least " + least + " but it is smaller");
    }
    if (schema.get("maximum") instanceof Number most
        && number.compareTo(new BigDecimal(most.toString())) > 0) {
      add(where, "expected at most " + most + " but it is larger");
    }
  }

  private void add(String where, String message) {
    problems.add(new Problem(CODE, where, message, "correct this value"));
  }

  /** A pattern only Python understands is not held against anybody. */
  private static boolean matches(String pattern, String text) {
    try {
      return Pattern.compile(pattern).matcher(text).find();
    } catch (PatternSyntaxException e) {
      return true;
    }
  }

  private static boolean typeFits(@Nullable Object type, @Nullable Object value) {
    if (type instanceof List<?> types) {
      return types.stream().anyMatch(one -> typeFits(one, value));
    }
    return switch (String.valueOf(type)) {
      case "string" -> value instanceof String;
      case "integer" ->
          value instanceof Number number
              && new BigDecimal(number.toString()).stripTrailingZeros().scale() <= 0;
      case "number" -> value instanceof Number;
      case "boolean" -> value instanceof Boolean;
      case "object" -> value instanceof Map;
      case "array" -> value instanceof List;
      case "null" -> value == null;
      default -> true;
    };
  }

  private static String words(@Nullable Object type) {
    return type instanceof List<?> types
        ? String.join(" or ", types.stream().map(String::valueOf).toList())
        : String.valueOf(type);
  }
}
