package dev.eider.template;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Python's {@code repr()} and {@code str()}. */
final class Repr {
  private Repr() {}

  static String str(@Nullable Object value) {
    return switch (value) {
      case String text -> text;
      case Undefined undefined -> "";
      case OffsetDateTime time -> IsoDatetime.format(time, ' ');
      case LocalDateTime time -> IsoDatetime.format(time, ' ');
      case LocalDate date -> IsoDatetime.format(date);
      case Duration duration -> TimeMath.str(duration);
      case Iso8601Duration duration -> duration.toString();
      case null, default -> repr(value);
    };
  }

  static String repr(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    append(out, value, 0);
    return out.toString();
  }

  private static void append(StringBuilder out, @Nullable Object value, int depth) {
    if (depth > Limits.DEPTH) {
      throw new TemplateException("expected at most " + Limits.DEPTH + " levels of nesting");
    }
    switch (Numbers.normal(value)) {
      case null -> out.append("None");
      case Boolean flag -> out.append(flag ? "True" : "False");
      case Double number -> out.append(number(number));
      case String text -> quote(out, text);
      case Tuple tuple -> {
        items(out.append('('), tuple, depth);
        out.append(tuple.size() == 1 ? ",)" : ")");
      }
      case List<?> list -> items(out.append('['), list, depth).append(']');
      case Map<?, ?> map -> entries(out.append('{'), map, depth).append('}');
      case Set<?> set -> {
        if (set.isEmpty()) {
          out.append("set()");
        } else {
          items(out.append('{'), set, depth).append('}');
        }
      }
      case DictView view -> items(out.append(view.name()).append("(["), view, depth).append("])");
      case byte[] bytes -> quote(out, bytes);
      case Ellipsis ellipsis -> out.append("Ellipsis");
      case Undefined undefined -> out.append("Undefined");
      case OffsetDateTime time -> out.append(TimeMath.repr(time));
      case LocalDateTime time -> out.append(TimeMath.repr(time));
      case LocalDate date -> out.append(TimeMath.repr(date));
      case Duration duration -> out.append(TimeMath.repr(duration));
      case Lazy lazy -> out.append("<generator object>");
      case Callable callable -> out.append("<function>");
      case Namespace namespace ->
          entries(out.append("<Namespace {"), namespace.fields(), depth).append("}>");
      case Object other -> out.append(other);
    }
    Limits.text(out.length());
  }

  private static StringBuilder items(StringBuilder out, Collection<?> items, int depth) {
    String comma = "";
    for (Object item : items) {
      append(out.append(comma), item, depth + 1);
      comma = ", ";
    }
    return out;
  }

  private static StringBuilder entries(StringBuilder out, Map<?, ?> map, int depth) {
    String comma = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      append(out.append(comma), entry.getKey(), depth + 1);
      append(out.append(": "), entry.getValue(), depth + 1);
      comma = ", ";
    }
    return out;
  }

  /** The shortest text that reads back as the same float. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    String sign = Double.compare(value, 0.0) < 0 ? "-" : "";
    if (value == 0) {
      return sign + "0.0";
    }
    BigDecimal decimal = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
    String digits = decimal.unscaledValue().toString();
    int exponent = digits.length() - decimal.scale() - 1;
    if (exponent < -4 || exponent >= 16) {
      String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
      return String.format(
          Locale.ROOT,
          "%s%s%se%s%02d",
          sign,
          digits.charAt(0),
          fraction,
          exponent < 0 ? "-" : "+",
          Math.abs(exponent));
    }
    String plain = decimal.toPlainString();
    return sign + (plain.indexOf('.') < 0 ? plain + ".0" : plain);
  }

  private static void quote(StringBuilder out, String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    out.append(quote);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      escape(out, c, quote, printable(c));
    }
    out.append(quote);
  }

  private static void quote(StringBuilder out, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    out.append('b').append(quote);
    text.chars().forEach(c -> escape(out, c, quote, c >= 32 && c < 127));
    out.append(quote);
  }

  private static void escape(StringBuilder out, int c, char quote, boolean printable) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\\' -> out.append("\\\\");
      default -> {
        if (c == quote) {
          out.append('\\').append(quote);
        } else if (printable) {
          out.appendCodePoint(c);
        } else {
          String format = c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
          out.append(String.format(Locale.ROOT, format, c));
        }
      }
    }
  }

  private static boolean printable(int c) {
    if (c < 127) {
      return c >= 32;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
