package dev.eider.template;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's view of Java values. */
public final class Values {
  private Values() {}

  /** Python's {@code str()}. */
  public static String str(@Nullable Object value) {
    return value instanceof String text ? text : Repr.str(Numbers.normal(value));
  }

  /** Python's {@code repr()}. */
  public static String repr(@Nullable Object value) {
    return Repr.repr(value);
  }

  /** Python's {@code bool()}. */
  public static boolean truthy(@Nullable Object value) {
    return switch (Numbers.normal(value)) {
      case null -> false;
      case Boolean flag -> flag;
      case String text -> !text.isEmpty();
      case Double number -> number != 0;
      case Long number -> number != 0;
      case Collection<?> items -> !items.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      case byte[] bytes -> bytes.length > 0;
      case java.time.Duration duration -> !duration.isZero();
      case Undefined undefined -> false;
      default -> true;
    };
  }

  /** Python's {@code ==}: {@code 1 == 1.0 == True}, a tuple is no list. */
  public static boolean equal(@Nullable Object left, @Nullable Object right) {
    return Equality.equal(left, right);
  }

  /**
   * Python's order: negative, zero or positive.
   *
   * @throws TemplateException when Python has none for the two, or one of them is not a number
   */
  public static int compare(@Nullable Object left, @Nullable Object right) {
    int order = Equality.order(left, right);
    if (order == Equality.UNORDERED) {
      throw new TemplateException("expected two numbers to compare");
    }
    return order;
  }

  /**
   * A text read as a Python literal, as {@code ast.literal_eval} does; a text that is no literal
   * stays itself. Tuples come as lists that equal no list, bytes as {@code byte[]}.
   */
  public static @Nullable Object literalEval(String text) {
    Object value = Literal.parse(text);
    return value == Literal.NONE ? text : value;
  }

  /**
   * Python's {@code json.dumps}: ASCII only, {@code ", "} and {@code ": "}, floats as Python prints
   * them.
   *
   * @throws TemplateException for a value JSON has no word for, e.g. a date
   */
  public static String json(@Nullable Object value) {
    return new Json(false, true, false).write(value);
  }

  /** As {@link #json}, but for bodies: NaN and infinity are refused too. */
  public static String strictJson(@Nullable Object value) {
    return new Json(false, true, true).write(value);
  }

  /** As {@link #json}, but on the shortest way and with sorted keys: equal for equal values. */
  public static String sortedJson(@Nullable Object value) {
    return new Json(true, false, false).write(value);
  }

  /** A mapping with its keys as texts, in its order. */
  public static Map<String, @Nullable Object> fields(Map<?, ?> map) {
    Map<String, @Nullable Object> fields = LinkedHashMap.newLinkedHashMap(map.size());
    map.forEach((key, value) -> fields.put(String.valueOf(key), value));
    return fields;
  }
}
