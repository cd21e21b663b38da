package dev.eider.template;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Python's names of types, for messages and for choosing methods. */
final class Types {
  private Types() {}

  static String name(@Nullable Object value) {
    return switch (value) {
      case null -> "NoneType";
      case Boolean b -> "bool";
      case String s -> "str";
      case Double d -> "float";
      case Number n -> "int";
      case Tuple t -> "tuple";
      case List<?> l -> "list";
      case Map<?, ?> m -> "dict";
      case Set<?> s -> "set";
      case DictView v -> v.name();
      case byte[] b -> "bytes";
      case OffsetDateTime t -> "datetime";
      case LocalDateTime t -> "datetime";
      case LocalDate d -> "date";
      case Duration d -> "timedelta";
      case Iso8601Duration d -> "Duration";
      case Undefined u -> "Undefined";
      case Lazy l -> "generator";
      case Namespace n -> "Namespace";
      case Callable c -> "function";
      case Ellipsis e -> "ellipsis";
      default -> value.getClass().getSimpleName();
    };
  }

  /** Whether Python could use the value as a key. */
  static boolean hashable(@Nullable Object value) {
    if (value instanceof Tuple tuple) {
      return tuple.stream().allMatch(Types::hashable);
    }
    return !(value instanceof List<?> || value instanceof Map<?, ?> || value instanceof Set<?>);
  }

  static TemplateException unhashable(@Nullable Object value) {
    return TemplateException.type("unhashable type: '" + name(value) + "'");
  }
}
