package dev.eider.template;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operators that answer true or false. */
final class Comparison {
  private Comparison() {}

  static boolean holds(String operator, @Nullable Object left, @Nullable Object right) {
    return switch (operator) {
      case "==" -> Equality.equal(left, right);
      case "!=" -> !Equality.equal(left, right);
      case "in" -> in(left, right);
      case "not in" -> !in(left, right);
      default -> ordered(operator, left, right);
    };
  }

  private static boolean ordered(String operator, @Nullable Object left, @Nullable Object right) {
    if (left instanceof Set<?> a && right instanceof Set<?> b) {
      return subset(operator, a, b);
    }
    int order = Equality.order(left, right);
    if (order == Equality.UNORDERED) {
      return false;
    }
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  private static boolean subset(String operator, Set<?> a, Set<?> b) {
    return switch (operator) {
      case "<" -> a.size() < b.size() && within(a, b);
      case "<=" -> within(a, b);
      case ">" -> b.size() < a.size() && within(b, a);
      default -> within(b, a);
    };
  }

  private static boolean within(Set<?> a, Set<?> b) {
    return a.stream().allMatch(item -> Equality.contains(b, item));
  }

  static boolean in(@Nullable Object item, @Nullable Object container) {
    return switch (container) {
      case String text -> {
        if (item instanceof String part) {
          yield text.contains(part);
        }
        throw TemplateException.type("'in <string>' needs a string, not " + Types.name(item));
      }
      case Map<?, ?> map -> Dicts.has(map, item);
      case byte[] bytes when Numbers.isSmall(item) -> {
        long wanted = Numbers.small(item);
        for (byte b : bytes) {
          if ((b & 0xff) == wanted) {
            yield true;
          }
        }
        yield false;
      }
      case null, default -> {
        for (var rest = Iteration.iterator(container); rest.hasNext(); ) {
          if (Equality.equal(rest.next(), item)) {
            yield true;
          }
        }
        yield false;
      }
    };
  }
}
