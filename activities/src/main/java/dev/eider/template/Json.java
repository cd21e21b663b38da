package dev.eider.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON as Python's {@code json.dumps} does.
 *
 * @param sorted whether keys come in order
 * @param spaced whether there is a space after commas and colons
 * @param finite whether NaN and infinity, which JSON does not know, are refused
 */
record Json(boolean sorted, boolean spaced, boolean finite) {

  String write(@Nullable Object value) {
    return write(value, -1);
  }

  /** With lines and {@code indent} spaces for each level; negative = on one line. */
  String write(@Nullable Object value, int indent) {
    StringBuilder out = new StringBuilder();
    append(out, value, indent, 0);
    return out.toString();
  }

  private void append(StringBuilder out, @Nullable Object raw, int indent, int depth) {
    if (depth > Limits.DEPTH) {
      throw new TemplateException("expected at most " + Limits.DEPTH + " levels of nesting");
    }
    switch (Numbers.normal(raw)) {
      case null -> out.append("null");
      case Boolean flag -> out.append(flag ? "true" : "false");
      case Double number -> out.append(number(number));
      case Number number -> out.append(number);
      case String text -> quote(out, text);
      case List<?> list -> list(out, list, indent, depth);
      case Map<?, ?> map -> map(out, map, indent, depth);
      case Object other -> {
        throw TemplateException.type("a " + Types.name(other) + " has no JSON form");
      }
    }
    Limits.text(out.length());
  }

  private String number(double number) {
    if (finite && !Double.isFinite(number)) {
      throw TemplateException.type("a number that is not finite has no JSON form");
    }
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "Infinity" : "-Infinity";
    }
    return Repr.number(number);
  }

  private void list(StringBuilder out, Collection<?> items, int indent, int depth) {
    if (items.isEmpty()) {
      out.append("[]");
      return;
    }
    out.append('[');
    boolean first = true;
    for (Object item : items) {
      separate(out, first, indent, depth + 1);
      append(out, item, indent, depth + 1);
      first = false;
    }
    line(out, indent, depth);
    out.append(']');
  }

  private void map(StringBuilder out, Map<?, ?> map, int indent, int depth) {
    if (map.isEmpty()) {
      out.append("{}");
      return;
    }
    List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
    if (sorted) {
      entries.sort((a, b) -> Values.compare(a.getKey(), b.getKey()));
    }
    out.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : entries) {
      separate(out, first, indent, depth + 1);
      quote(out, key(Numbers.normal(entry.getKey())));
      out.append(spaced ? ": " : ":");
      append(out, entry.getValue(), indent, depth + 1);
      first = false;
    }
    line(out, indent, depth);
    out.append('}');
  }

  private String key(@Nullable Object key) {
    return switch (key) {
      case null -> "null";
      case String text -> text;
      case Boolean flag -> flag ? "true" : "false";
      case Double number -> number(number);
      case Number number -> number.toString();
      default -> throw TemplateException.type("a " + Types.name(key) + " cannot be a JSON key");
    };
  }

  private void separate(StringBuilder out, boolean first, int indent, int depth) {
    if (!first) {
      out.append(spaced && indent < 0 ? ", " : ",");
    }
    line(out, indent, depth);
  }

  private static void line(StringBuilder out, int indent, int depth) {
    if (indent >= 0) {
      out.append('\n').repeat(" ", indent * depth);
    }
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\f' -> out.append("\\f");
        case '\b' -> out.append("\\b");
        default -> {
          if (c < 32 || c > 126) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
