package dev.eider.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which types a place takes as literals; a text that reads as another stays a text. */
public enum ValidTypes {
  /** Everything but complex numbers. */
  ANY,
  /** Keys of mappings. */
  STRING,
  /** Values of request parameters and forms. */
  STRING_OR_LIST,
  /** {@code value_type: number}: a float, not an int. */
  NUMBER,
  /** {@code value_type: integer}: booleans count. */
  INTEGER,
  /** {@code value_type: boolean}. */
  BOOLEAN;

  boolean accepts(@Nullable Object value) {
    return switch (this) {
      case ANY -> true;
      case STRING -> value instanceof String;
      case STRING_OR_LIST ->
          value instanceof String || (value instanceof List<?> && !(value instanceof Tuple));
      case NUMBER -> value instanceof Double;
      case INTEGER -> Numbers.isInt(value);
      case BOOLEAN -> value instanceof Boolean;
    };
  }
}
