package dev.eider.template;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Python's {@code "…" % values}. */
final class PercentFormat {
  private static final Pattern PART =
      Pattern.compile(
          "%(?:\\(([^)]*)\\))?([-+ #0]*)(\\*|\\d{1,7})?(?:\\.(\\*|\\d{1,4})?)?[hlL]?(.)?",
          Pattern.DOTALL);

  private final @Nullable Object values;
  private int used;

  private PercentFormat(@Nullable Object values) {
    this.values = values;
  }

  static String format(String format, @Nullable Object values) {
    return new PercentFormat(values).run(format);
  }

  private String run(String format) {
    StringBuilder out = new StringBuilder();
    Matcher m = PART.matcher(format);
    int from = 0;
    while (m.find(from)) {
      out.append(format, from, m.start()).append(part(m));
      Limits.text(out.length());
      from = m.end();
    }
    boolean left = values instanceof Tuple tuple ? used < tuple.size() : used == 0;
    if (left
        && !(values instanceof Map<?, ?>)
        && !(values instanceof List<?> && !(values instanceof Tuple))
        && !(values instanceof Undefined)) {
      throw TemplateException.type("not all arguments converted during string formatting");
    }
    return out.append(format.substring(from)).toString();
  }

  private String part(Matcher m) {
    String code = m.group(5);
    if (code == null) {
      throw new TemplateException("incomplete format");
    }
    if (code.equals("%")) {
      return "%";
    }
    String flags = m.group(2);
    long width = bound(m.group(3), 0);
    boolean precise = m.group().indexOf('.') >= 0;
    int precision = precise ? (int) bound(m.group(4), 0) : -1;
    Object value = m.group(1) == null ? next() : named(m.group(1));
    String body = body(code.charAt(0), value, precision);
    boolean numeric = "srac".indexOf(code.charAt(0)) < 0;
    if (numeric && !body.startsWith("-")) {
      body = (flags.contains("+") ? "+" : flags.contains(" ") ? " " : "") + body;
    }
    if (numeric && flags.contains("0") && !flags.contains("-")) {
      int sign = "+- ".indexOf(body.charAt(0)) >= 0 ? 1 : 0;
      return body.substring(0, sign)
          + Text.repeat("0", width - body.length())
          + body.substring(sign);
    }
    return FormatSpec.pad(body, " ", flags.contains("-") ? Padding.LEFT : Padding.RIGHT, width);
  }

  private long bound(@Nullable String text, long fallback) {
    if (text == null) {
      return fallback;
    }
    return text.equals("*") ? Numbers.index(next(), "format") : Long.parseLong(text);
  }

  private static String body(char code, @Nullable Object value, int precision) {
    return switch (code) {
      case 's' -> cut(Values.str(value), precision);
      case 'r', 'a' -> cut(Values.repr(value), precision);
      case 'c' ->
          value instanceof String text
              ? text
              : Character.toString((int) Numbers.index(value, "%c"));
      case 'd', 'i', 'u' -> {
        Undefined.refuse(value);
        if (!Numbers.isNumber(value)) {
          throw TemplateException.type("%d format: a real number is required");
        }
        yield Values.str(Conversions.toInt(value, 10));
      }
      case 'x', 'X', 'o' -> {
        Undefined.refuse(value);
        if (!Numbers.isInt(value)) {
          throw TemplateException.type("%" + code + " format: an integer is required");
        }
        yield FormatSpec.number(value, code, precision);
      }
      case 'f', 'F', 'e', 'E', 'g', 'G' -> {
        Undefined.refuse(value);
        if (!Numbers.isNumber(value)) {
          throw TemplateException.type("must be real number, not " + Types.name(value));
        }
        yield FormatSpec.number(value, code, precision);
      }
      default -> throw new TemplateException("unsupported format character '" + code + "'");
    };
  }

  private static String cut(String text, int precision) {
    return precision < 0 ? text : Text.slice(text, 0, Math.min(Text.length(text), precision));
  }

  private @Nullable Object next() {
    int at = used++;
    if (values instanceof Tuple tuple ? at >= tuple.size() : at > 0) {
      throw TemplateException.type("not enough arguments for format string");
    }
    return Numbers.normal(values instanceof Tuple tuple ? tuple.get(at) : values);
  }

  private @Nullable Object named(String name) {
    if (!(values instanceof Map<?, ?> map)) {
      throw TemplateException.type("format requires a mapping");
    }
    if (!Dicts.has(map, name)) {
      throw new TemplateException("format: no key '" + name + "'");
    }
    return Dicts.get(map, name);
  }
}
