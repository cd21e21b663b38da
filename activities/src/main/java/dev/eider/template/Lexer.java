package dev.eider.template;

import dev.eider.template.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a template into tokens. */
final class Lexer {
  private static final Pattern NEWLINE = Pattern.compile("\\r\\n|\\r");
  private static final Pattern RAW_BEGIN = Pattern.compile("\\{%[-+]?\\s*raw\\s*(-?)%\\}");
  private static final Pattern RAW_END = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*(-?|\\+)%\\}");
  private static final Pattern FLOAT =
      Pattern.compile("(\\d+_)*\\d+((\\.(\\d+_)*\\d+)?[eE][+\\-]?(\\d+_)*\\d+|\\.(\\d+_)*\\d+)");
  private static final Pattern INTEGER =
      Pattern.compile("0[bB](_?[01])+|0[oO](_?[0-7])+|0[xX](_?[0-9a-fA-F])+|[1-9](_?\\d)*|0(_?0)*");
  private static final Pattern STRING =
      Pattern.compile(
          "'([^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+)'|\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"",
          Pattern.DOTALL);
  private static final Pattern OPERATOR =
      Pattern.compile("//|\\*\\*|==|!=|>=|<=|[-+/*%~\\[\\](){}><=.:|,;]");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  /** The tokens of a text; ends with {@link Kind#END}. */
  static List<Token> tokens(String source) {
    String text = NEWLINE.matcher(source).replaceAll("\n");
    Lexer lexer = new Lexer(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    boolean trim = false;
    while (at < text.length()) {
      int mark = nextMark(at);
      addData(at, mark, trim, mark + 2 < text.length() && text.charAt(mark + 2) == '-');
      at = mark;
      if (mark < text.length()) {
        trim = mark();
      }
    }
    add(Kind.END, "", text.length());
  }

  private int nextMark(int from) {
    for (int i = text.indexOf('{', from); i >= 0; i = text.indexOf('{', i + 1)) {
      if (i + 1 < text.length() && "{%#".indexOf(text.charAt(i + 1)) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  private void addData(int from, int to, boolean trimLeft, boolean trimRight) {
    String data = text.substring(from, to);
    data = trimLeft ? data.stripLeading() : data;
    data = trimRight ? data.stripTrailing() : data;
    if (!data.isEmpty()) {
      add(Kind.DATA, data, from);
    }
  }

  /** Reads one mark; whether the text after it loses its leading space. */
  private boolean mark() {
    if (text.startsWith("{#", at)) {
      int end = text.indexOf("#}", at + 2);
      if (end < 0) {
        throw failure("expected '#}' to end the comment", at);
      }
      at = end + 2;
      return text.charAt(end - 1) == '-';
    }
    Matcher raw = RAW_BEGIN.matcher(text).region(at, text.length());
    if (raw.lookingAt()) {
      return raw(raw);
    }
    boolean output = text.startsWith("{{", at);
    add(output ? Kind.OUTPUT_BEGIN : Kind.BLOCK_BEGIN, text.substring(at, at + 2), at);
    at += 2;
    if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
      at++;
    }
    return expression(output ? "}}" : "%}", output ? Kind.OUTPUT_END : Kind.BLOCK_END);
  }

  private boolean raw(Matcher begin) {
    Matcher end = RAW_END.matcher(text);
    if (!end.find(begin.end())) {
      throw failure("expected '{% endraw %}'", at);
    }
    boolean trimLeft = Objects.equals(begin.group(1), "-");
    addData(begin.end(), end.start(), trimLeft, Objects.equals(end.group(1), "-"));
    at = end.end();
    return Objects.equals(end.group(2), "-");
  }

  private boolean expression(String end, Kind endKind) {
    int start = at;
    Deque<Character> open = new ArrayDeque<>();
    while (true) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      if (at >= text.length()) {
        throw failure("expected '" + end + "'", start);
      }
      if (open.isEmpty() && ends(end)) {
        boolean trim = text.charAt(at) == '-';
        add(endKind, end, at);
        at = text.indexOf(end, at) + 2;
        return trim;
      }
      token(open);
    }
  }

  private boolean ends(String end) {
    boolean signed = text.charAt(at) == '-' || text.charAt(at) == '+';
    return text.startsWith(end, at) || (signed && text.startsWith(end, at + 1));
  }

  private void token(Deque<Character> open) {
    char c = text.charAt(at);
    if (c >= '0' && c <= '9') {
      if (!take(FLOAT, Kind.FLOAT) && !take(INTEGER, Kind.INTEGER)) {
        throw failure("unexpected character '" + c + "'", at);
      }
    } else if (Character.isJavaIdentifierStart(c) && c != '$') {
      name();
    } else if (c == '\'' || c == '"') {
      Matcher string = STRING.matcher(text).region(at, text.length());
      if (!string.lookingAt()) {
        throw failure("expected the string to end", at);
      }
      String inner = text.substring(at + 1, string.end() - 1);
      add(Kind.STRING, Escapes.text(inner), at);
      at = string.end();
    } else if (take(OPERATOR, Kind.OPERATOR)) {
      balance(open, c);
    } else {
      throw failure("unexpected character '" + c + "'", at);
    }
  }

  private void name() {
    int start = at;
    while (at < text.length()
        && Character.isJavaIdentifierPart(text.charAt(at))
        && text.charAt(at) != '$') {
      at++;
    }
    add(Kind.NAME, text.substring(start, at), start);
  }

  private void balance(Deque<Character> open, char c) {
    switch (c) {
      case '{' -> open.push('}');
      case '(' -> open.push(')');
      case '[' -> open.push(']');
      case '}', ')', ']' -> {
        if (open.isEmpty() || open.pop() != c) {
          throw failure("unexpected '" + c + "'", at - 1);
        }
      }
      default -> {}
    }
  }

  private boolean take(Pattern pattern, Kind kind) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return false;
    }
    add(kind, matcher.group(), at);
    at = matcher.end();
    return true;
  }

  private void add(Kind kind, String content, int place) {
    tokens.add(new Token(kind, content, place));
  }

  static TemplateException failure(String message, int at) {
    return new TemplateException(message + " at character " + (at + 1));
  }
}
