package dev.eider.connector.manifest.request;

import dev.eider.connector.manifest.template.Values;
import dev.eider.fault.Fault.Misconfigured;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON exactly as Python's {@code json.dumps} writes it: ASCII only, a space after , and :. */
final class PythonJson {
  private final StringBuilder out = new StringBuilder();
  private final String where;

  private PythonJson(String where) {
    this.where = where;
  }

  static String write(@Nullable Object value, String where) {
    PythonJson json = new PythonJson(where);
    json.value(value);
    return json.out.toString();
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case Boolean flag -> out.append(flag);
      case Double number when !Double.isFinite(number) ->
          throw unwritable("a finite number", value);
      case Number number -> out.append(Values.str(number));
      case String text -> text(text);
      case Map<?, ?> map -> map(map);
      case Collection<?> list when !(value instanceof java.util.Set<?>) -> list(list);
      case Object other -> throw unwritable("a JSON value", other);
    }
  }

  private void map(Map<?, ?> map) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(first ? "" : ", ");
      first = false;
      key(entry.getKey());
      out.append(": ");
      value(entry.getValue());
    }
    out.append('}');
  }

  private void key(@Nullable Object key) {
    switch (key) {
      case null -> text("null");
      case Boolean flag -> text(flag.toString());
      case Object other -> text(Values.str(other));
    }
  }

  private void list(Collection<?> list) {
    out.append('[');
    boolean first = true;
    for (Object item : list) {
      out.append(first ? "" : ", ");
      first = false;
      value(item);
    }
    out.append(']');
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> character(c);
      }
    }
    out.append('"');
  }

  private void character(char c) {
    if (c < ' ' || c > '~') {
      out.append(String.format("\\u%04x", (int) c));
    } else {
      out.append(c);
    }
  }

  private Misconfigured unwritable(String expected, Object value) {
    return new Misconfigured(
        "request.not_json",
        where,
        "expected " + expected + " in the JSON body but was a " + value.getClass().getSimpleName(),
        "write the template so that it yields text or numbers");
  }
}
