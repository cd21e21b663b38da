package dev.eider.template;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads Python literals: what {@code ast.literal_eval} takes, except complex numbers. */
final class Literal extends LiteralCursor {
  /** The answer for a text that is no literal. */
  static final Object NONE = new Object();

  private static final Pattern NUMBER =
      Pattern.compile(
          "(?:(?:\\d(?:_?\\d)*)?\\.\\d(?:_?\\d)*(?:[eE][+-]?\\d(?:_?\\d)*)?"
              + "|\\d(?:_?\\d)*\\.(?:[eE][+-]?\\d(?:_?\\d)*)?"
              + "|\\d(?:_?\\d)*[eE][+-]?\\d(?:_?\\d)*)"
              + "|0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+"
              + "|[1-9](?:_?\\d)*|0(?:_?0)*");
  private static final Pattern STRING =
      Pattern.compile(
          "(?<prefix>[bB][rR]?|[rR][bB]?|[uU])?(?:"
              + "\"\"\"(?<a>(?:[^\\\\]|\\\\.)*?)\"\"\"|'''(?<b>(?:[^\\\\]|\\\\.)*?)'''"
              + "|\"(?<c>(?:[^\\\\\"\\n]|\\\\.)*+)\"|'(?<d>(?:[^\\\\'\\n]|\\\\.)*+)')",
          Pattern.DOTALL);

  private Literal(String text) {
    super(text);
  }

  /** The value of a text that is a literal, else {@link #NONE}. */
  static @Nullable Object parse(String source) {
    if (!mayBe(source)) {
      return NONE;
    }
    String text = source.replace("\r\n", "\n").replace('\r', '\n');
    try {
      Literal literal = new Literal(text);
      return literal.whole();
    } catch (NotLiteral | TemplateException | StackOverflowError e) {
      return NONE;
    }
  }

  /** Cheap: most texts are not literals, and their first characters say so. */
  private static boolean mayBe(String text) {
    int i = 0;
    while (i < text.length() && " \t\n\r\f".indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    if (i == text.length()) {
      return false;
    }
    char c = text.charAt(i);
    return switch (c) {
      case 'T' -> text.startsWith("True", i);
      case 'F' -> text.startsWith("False", i);
      case 'N' -> text.startsWith("None", i);
      case 's' -> text.startsWith("set", i);
      case 'b', 'B', 'r', 'R', 'u', 'U' -> isQuote(text, i + 1) || isQuote(text, i + 2);
      default -> (c >= '0' && c <= '9') || "+-.([{'\"#\\".indexOf(c) >= 0;
    };
  }

  private static boolean isQuote(String text, int at) {
    return at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'');
  }

  private @Nullable Object whole() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    blankLines();
    Object value = tupleOrValue();
    space();
    while (at < text.length() && "\n \t".indexOf(text.charAt(at)) >= 0) {
      at++;
      space();
    }
    if (at < text.length() || text.indexOf('\0') >= 0) {
      throw new NotLiteral();
    }
    return value;
  }

  /** Lines before the first value may be empty; the line of the value must not be indented. */
  private void blankLines() {
    int start = at;
    while (true) {
      space();
      if (at >= text.length() || text.charAt(at) != '\n') {
        break;
      }
      at++;
      start = at;
    }
    if (start > 0 && text.charAt(start - 1) == '\n' && at > start) {
      throw new NotLiteral();
    }
  }

  private @Nullable Object tupleOrValue() {
    Object first = value();
    if (!skip(',')) {
      return first;
    }
    List<@Nullable Object> items = new ArrayList<>();
    items.add(first);
    space();
    while (at < text.length() && text.charAt(at) != '\n') {
      items.add(value());
      if (!skip(',')) {
        break;
      }
      space();
    }
    return Tuple.of(items);
  }

  private @Nullable Object value() {
    space();
    if (at >= text.length() || depth > Limits.DEPTH) {
      throw new NotLiteral();
    }
    char c = text.charAt(at);
    return switch (c) {
      case '(' -> parentheses();
      case '[' -> nested(']');
      case '{' -> braces();
      case '+', '-' -> signed();
      case '\'', '"' -> strings();
      default -> {
        Matcher string = STRING.matcher(text).region(at, text.length());
        yield string.lookingAt() ? strings() : c == '.' || Character.isDigit(c) ? number() : word();
      }
    };
  }

  private Object signed() {
    boolean minus = text.charAt(at) == '-';
    at++;
    Object number = operand();
    return minus ? java.util.Objects.requireNonNull(Arithmetic.negate(number)) : number;
  }

  /** What may follow a sign: a number, perhaps in parentheses, but no other sign. */
  private Object operand() {
    if (skip('(')) {
      depth++;
      Object inner = operand();
      require(')');
      depth--;
      return inner;
    }
    boolean digit = peek() == '.' || (peek() >= '0' && peek() <= '9');
    if (digit && number() instanceof Number number) {
      return number;
    }
    throw new NotLiteral();
  }

  private Object number() {
    if (text.startsWith("...", at)) {
      at += 3;
      return Ellipsis.VALUE;
    }
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (!number.lookingAt()) {
      throw new NotLiteral();
    }
    at = number.end();
    if (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      throw new NotLiteral();
    }
    return NumberText.parse(number.group());
  }

  private @Nullable Object word() {
    for (String word : List.of("True", "False", "None")) {
      if (text.startsWith(word, at) && ends(at + word.length())) {
        at += word.length();
        return word.equals("None") ? null : word.equals("True");
      }
    }
    if (text.startsWith("set", at) && ends(at + 3)) {
      at += 3;
      require('(');
      require(')');
      return Sets.of(List.of());
    }
    throw new NotLiteral();
  }

  private boolean ends(int end) {
    return end >= text.length() || !Character.isJavaIdentifierPart(text.charAt(end));
  }

  private Object strings() {
    StringBuilder joined = new StringBuilder();
    boolean bytes = false;
    int count = 0;
    Matcher string = STRING.matcher(text);
    for (space(); string.region(at, text.length()).lookingAt(); space()) {
      String prefix = string.group("prefix") == null ? "" : string.group("prefix");
      boolean raw = prefix.indexOf('r') >= 0 || prefix.indexOf('R') >= 0;
      boolean ofBytes = prefix.indexOf('b') >= 0 || prefix.indexOf('B') >= 0;
      String content = content(string);
      boolean mixed = count++ > 0 && bytes != ofBytes;
      if (mixed || (ofBytes && !content.chars().allMatch(c -> c < 128))) {
        throw new NotLiteral();
      }
      bytes = ofBytes;
      joined.append(raw ? content : bytes ? Escapes.bytes(content) : Escapes.text(content));
      at = string.end();
    }
    if (count == 0) {
      throw new NotLiteral();
    }
    return bytes ? joined.toString().getBytes(StandardCharsets.ISO_8859_1) : joined.toString();
  }

  private static String content(Matcher string) {
    for (String group : List.of("a", "b", "c", "d")) {
      String content = string.group(group);
      if (content != null) {
        return content;
      }
    }
    throw new NotLiteral();
  }

  private @Nullable Object parentheses() {
    List<@Nullable Object> items = new ArrayList<>();
    boolean comma = items(items, ')');
    return items.size() == 1 && !comma ? items.getFirst() : Tuple.of(items);
  }

  private Object nested(char end) {
    List<@Nullable Object> items = new ArrayList<>();
    boolean comma = items(items, end);
    if (items.isEmpty() && comma) {
      throw new NotLiteral();
    }
    return items;
  }

  private Object braces() {
    at++;
    depth++;
    lines();
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    List<@Nullable Object> items = new ArrayList<>();
    while (!skip('}')) {
      Object key = value();
      lines();
      if (items.isEmpty() && skip(':')) {
        lines();
        Dicts.put(map, key, value());
      } else if (map.isEmpty()) {
        items.add(key);
      } else {
        throw new NotLiteral();
      }
      lines();
      if (!skip(',') && peek() != '}') {
        throw new NotLiteral();
      }
      lines();
    }
    depth--;
    return items.isEmpty() ? map : Sets.of(items);
  }

  /** Reads items up to the end; whether there was a comma. */
  private boolean items(List<@Nullable Object> items, char end) {
    at++;
    depth++;
    boolean comma = false;
    lines();
    while (!skip(end)) {
      items.add(value());
      lines();
      boolean more = skip(',');
      comma |= more;
      if (!more && peek() != end) {
        throw new NotLiteral();
      }
      lines();
    }
    depth--;
    return comma;
  }
}
