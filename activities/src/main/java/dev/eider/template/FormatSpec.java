package dev.eider.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The small language of widths and precisions in Python's formats. */
final class FormatSpec {
  private static final Pattern SPEC =
      Pattern.compile(
          "(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\\d{1,7})?([,_])?(?:\\.(\\d{1,4}))?([a-zA-Z%])?");

  private FormatSpec() {}

  /** {@code format(value, spec)}. */
  static String format(@Nullable Object value, String spec) {
    if (spec.isEmpty()) {
      return Values.str(value);
    }
    if (TimeMethods.has(value, "strftime")) {
      Args args = new Args(java.util.List.of(spec), java.util.Map.of());
      return Values.str(TimeMethods.call(value, "strftime", args));
    }
    Matcher m = SPEC.matcher(spec);
    if (!m.matches()) {
      throw new TemplateException("invalid format '" + spec + "'");
    }
    boolean number = Numbers.isNumber(value) && !(value instanceof Boolean && m.group(9) == null);
    String body = number ? number(value, m) : text(value, m);
    boolean zero = m.group(5) != null;
    String fill = m.group(1) != null ? m.group(1) : zero ? "0" : " ";
    String align = m.group(2) != null ? m.group(2) : number ? (zero ? "=" : ">") : "<";
    long width = m.group(6) == null ? 0 : Long.parseLong(m.group(6));
    if (align.equals("=")) {
      int sign = !body.isEmpty() && "+- ".indexOf(body.charAt(0)) >= 0 ? 1 : 0;
      return body.substring(0, sign)
          + Text.repeat(fill, width - body.length())
          + body.substring(sign);
    }
    // Unlike str.center, a format puts the odd character on the right.
    long gap = Math.max(0, width - Text.length(body));
    long left = align.equals("<") ? 0 : align.equals(">") ? gap : gap / 2;
    return Text.repeat(fill, left) + body + Text.repeat(fill, gap - left);
  }

  private static String text(@Nullable Object value, Matcher m) {
    String text = Values.str(value);
    if (!(value instanceof String) && !(value instanceof Boolean)) {
      throw TemplateException.type("a format does not fit " + Types.name(value));
    }
    if (m.group(9) != null && !m.group(9).equals("s")) {
      throw new TemplateException("unknown format code '" + m.group(9) + "' for a string");
    }
    return m.group(8) == null
        ? text
        : Text.slice(text, 0, Math.min(Text.length(text), Integer.parseInt(m.group(8))));
  }

  private static String number(@Nullable Object value, Matcher m) {
    int precision = m.group(8) == null ? -1 : Integer.parseInt(m.group(8));
    boolean integer = Numbers.isInt(value);
    char type = m.group(9) != null ? m.group(9).charAt(0) : integer ? 'd' : 'r';
    type = type == 'r' && precision >= 0 ? 'g' : type;
    String digits = number(value, type, precision);
    if (m.group(7) != null) {
      digits = grouped(digits, m.group(7));
    }
    boolean negative = digits.startsWith("-");
    String sign = m.group(3) == null || m.group(3).equals("-") ? "" : m.group(3);
    return negative ? digits : sign + digits;
  }

  private static String grouped(String digits, String mark) {
    int end = digits.indexOf('.') < 0 ? digits.length() : digits.indexOf('.');
    return digits.substring(0, end).replaceAll("(?<=\\d)(?=(\\d{3})+$)", mark)
        + digits.substring(end);
  }

  /** A number by a format letter; a negative precision is the letter's own. */
  static String number(@Nullable Object value, char type, int precision) {
    if ("dxXobc".indexOf(type) >= 0) {
      if (!Numbers.isInt(value)) {
        throw new TemplateException("format code '" + type + "' needs an integer");
      }
      java.math.BigInteger big = Numbers.big(value);
      return switch (type) {
        case 'x' -> big.toString(16);
        case 'X' -> big.toString(16).toUpperCase(Locale.ROOT);
        case 'o' -> big.toString(8);
        case 'b' -> big.toString(2);
        case 'c' -> Character.toString(big.intValue());
        default -> big.toString();
      };
    }
    double number = Numbers.dbl(value);
    if (!Double.isFinite(number)) {
      return Repr.number(number);
    }
    int places = precision < 0 ? 6 : precision;
    return switch (type) {
      case 'f', 'F' -> fixed(number, places);
      case '%' -> fixed(number * 100, places) + "%";
      case 'e' -> exponent(number, places);
      case 'E' -> exponent(number, places).toUpperCase(Locale.ROOT);
      case 'g', 'G', 'n' -> general(number, Math.max(1, places));
      case 'r' -> Repr.number(number);
      default -> throw new TemplateException("unknown format code '" + type + "'");
    };
  }

  private static String fixed(double number, int places) {
    String text =
        new BigDecimal(Math.abs(number)).setScale(places, RoundingMode.HALF_EVEN).toPlainString();
    return (Double.compare(number, 0.0) < 0 ? "-" : "") + text;
  }

  private static String exponent(double number, int places) {
    return number == 0
        ? fixed(0, places) + "e+00"
        : String.format(Locale.ROOT, "%." + places + "e", new BigDecimal(number));
  }

  private static String general(double number, int places) {
    if (number == 0) {
      return "0";
    }
    BigDecimal rounded =
        new BigDecimal(number).round(new java.math.MathContext(places, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < places) {
      return rounded.stripTrailingZeros().toPlainString();
    }
    return exponent(number, places - 1).replaceAll("\\.?0+e", "e");
  }

  /** A text filled up to a width. */
  static String pad(String text, String fill, Padding side, long width) {
    if (Text.length(fill) != 1) {
      throw TemplateException.type("expected one character to fill with");
    }
    long gap = width - Text.length(text);
    if (gap <= 0) {
      return text;
    }
    long left = gap / 2 + (gap & width & 1);
    return switch (side) {
      case LEFT -> text + Text.repeat(fill, gap);
      case RIGHT -> Text.repeat(fill, gap) + text;
      case CENTER -> Text.repeat(fill, left) + text + Text.repeat(fill, gap - left);
    };
  }
}
