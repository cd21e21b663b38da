package dev.eider.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Jinja's tests: what may stand behind {@code is}. */
final class Checks {
  static final Set<String> NAMES =
      Set.of(
          "odd",
          "even",
          "divisibleby",
          "defined",
          "undefined",
          "filter",
          "test",
          "none",
          "boolean",
          "false",
          "true",
          "integer",
          "float",
          "lower",
          "upper",
          "string",
          "mapping",
          "number",
          "sequence",
          "iterable",
          "callable",
          "sameas",
          "escaped",
          "in",
          "eq",
          "equalto",
          "ne",
          "gt",
          "greaterthan",
          "ge",
          "lt",
          "lessthan",
          "le");
  private static final Map<String, String> OPERATORS =
      Map.of(
          "eq",
          "==",
          "equalto",
          "==",
          "ne",
          "!=",
          "gt",
          ">",
          "greaterthan",
          ">",
          "ge",
          ">=",
          "lt",
          "<",
          "lessthan",
          "<",
          "le",
          "<=",
          "in",
          "in");

  private Checks() {}

  static boolean test(String name, @Nullable Object value, Args args) {
    String operator = OPERATORS.get(name);
    if (operator != null) {
      return Comparison.holds(operator, value, args.bind(name, "other").get(0));
    }
    return switch (name) {
      case "defined" -> !(value instanceof Undefined);
      case "undefined" -> value instanceof Undefined;
      case "none" -> value == null;
      case "boolean" -> value instanceof Boolean;
      case "true" -> Boolean.TRUE.equals(value);
      case "false" -> Boolean.FALSE.equals(value);
      case "integer" -> Numbers.isInt(value) && !(value instanceof Boolean);
      case "float" -> value instanceof Double;
      case "number" -> Numbers.isNumber(value);
      case "string" -> value instanceof String;
      case "mapping" -> value instanceof Map<?, ?>;
      case "iterable" -> Iteration.possible(value);
      case "sequence" ->
          Iteration.possible(value)
              && !(value instanceof Lazy || value instanceof Set<?> || value instanceof DictView);
      case "callable" -> value instanceof Callable || value instanceof Undefined;
      case "filter" -> Filters.NAMES.contains(Values.str(value));
      case "test" -> NAMES.contains(Values.str(value));
      case "escaped" -> false;
      default -> more(name, value, args);
    };
  }

  private static boolean more(String name, @Nullable Object value, Args args) {
    return switch (name) {
      case "odd" -> Equality.equal(Arithmetic.apply("%", value, 2L), 1L);
      case "even" -> Equality.equal(Arithmetic.apply("%", value, 2L), 0L);
      case "divisibleby" ->
          Equality.equal(Arithmetic.apply("%", value, args.bind(name, "num").get(0)), 0L);
      case "sameas" -> same(value, args.bind(name, "other").get(0));
      case "lower" -> {
        String text = Values.str(value);
        yield text.equals(text.toLowerCase(Locale.ROOT))
            && !text.equals(text.toUpperCase(Locale.ROOT));
      }
      case "upper" -> {
        String text = Values.str(value);
        yield text.equals(text.toUpperCase(Locale.ROOT))
            && !text.equals(text.toLowerCase(Locale.ROOT));
      }
      default -> throw new TemplateException("no test named '" + name + "'");
    };
  }

  @SuppressWarnings("ReferenceEquality") // identity is the question
  private static boolean same(@Nullable Object a, @Nullable Object b) {
    boolean plain = a == null || a instanceof Boolean || a instanceof Long || a instanceof String;
    return plain ? Types.name(a).equals(Types.name(b)) && Equality.equal(a, b) : a == b;
  }

  /** The test of {@code select} and its kin: by name with arguments, or the truth. */
  static boolean chosen(@Nullable Object value, List<?> test) {
    if (test.isEmpty()) {
      return Values.truthy(value);
    }
    String name = Values.str(test.getFirst());
    String word = OPERATORS.containsValue(name) ? byOperator(name) : name;
    if (!NAMES.contains(word)) {
      throw new TemplateException("no test named '" + name + "'");
    }
    return test(word, value, new Args(new ArrayList<>(test.subList(1, test.size())), Map.of()));
  }

  private static String byOperator(String operator) {
    return switch (operator) {
      case "==" -> "eq";
      case "!=" -> "ne";
      case ">" -> "gt";
      case ">=" -> "ge";
      case "<" -> "lt";
      case "<=" -> "le";
      default -> operator;
    };
  }
}
