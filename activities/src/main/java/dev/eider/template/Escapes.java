package dev.eider.template;

/** Backslashes of string literals, as Python reads them. */
final class Escapes {
  private static final String SIMPLE = "\\'\"abfnrtv";
  private static final String MEANT = "\\'\"\u0007\b\f\n\r\t\u000b";

  private Escapes() {}

  /** A text without its escapes; unknown ones stay as they are. */
  static String text(String raw) {
    return decode(raw, true);
  }

  /** The characters of a bytes literal, each below 256. */
  static String bytes(String raw) {
    return decode(raw, false);
  }

  private static String decode(String raw, boolean unicode) {
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < raw.length()) {
      char c = raw.charAt(i);
      if (c != '\\' || i + 1 >= raw.length()) {
        out.append(c);
        i++;
      } else {
        i = escape(raw, i + 1, out, unicode);
      }
    }
    return out.toString();
  }

  private static int escape(String raw, int at, StringBuilder out, boolean unicode) {
    char c = raw.charAt(at);
    int simple = SIMPLE.indexOf(c);
    if (simple >= 0) {
      out.append(MEANT.charAt(simple));
      return at + 1;
    }
    if (c == '\n') {
      return at + 1;
    }
    if (c >= '0' && c <= '7') {
      int end = at;
      while (end < raw.length()
          && end < at + 3
          && raw.charAt(end) >= '0'
          && raw.charAt(end) <= '7') {
        end++;
      }
      out.append((char) Integer.parseInt(raw.substring(at, end), 8));
      return end;
    }
    if (c == 'x') {
      return hex(raw, at, 2, out);
    }
    if (unicode && (c == 'u' || c == 'U')) {
      return hex(raw, at, c == 'u' ? 4 : 8, out);
    }
    if (unicode && c == 'N') {
      return named(raw, at, out);
    }
    out.append('\\').append(c);
    return at + 1;
  }

  private static int hex(String raw, int at, int digits, StringBuilder out) {
    int end = at + 1 + digits;
    String code = raw.substring(at + 1, Math.min(end, raw.length()));
    boolean wrong =
        code.length() < digits || !code.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    if (wrong || Long.parseLong(code, 16) > Character.MAX_CODE_POINT) {
      throw new TemplateException(
          "expected " + digits + " hexadecimal digits after '\\" + raw.charAt(at) + "'");
    }
    out.appendCodePoint(Integer.parseInt(code, 16));
    return end;
  }

  private static int named(String raw, int at, StringBuilder out) {
    int end = raw.indexOf('}', at);
    if (end < 0 || !raw.startsWith("N{", at)) {
      throw new TemplateException("expected a name in braces after '\\N'");
    }
    try {
      out.appendCodePoint(Character.codePointOf(raw.substring(at + 2, end)));
    } catch (IllegalArgumentException e) {
      throw new TemplateException("unknown character name after '\\N'");
    }
    return end + 1;
  }
}
