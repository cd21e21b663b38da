package dev.eider.template;

/** Texts by code points, as Python counts them. */
final class Text {
  private Text() {}

  private static boolean wide(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  static String at(String text, int index) {
    return slice(text, index, index + 1);
  }

  static String slice(String text, int from, int to) {
    if (from >= to) {
      return "";
    }
    if (!wide(text)) {
      return text.substring(from, to);
    }
    int start = text.offsetByCodePoints(0, from);
    return text.substring(start, text.offsetByCodePoints(start, to - from));
  }

  static int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      if (a.charAt(i) != b.charAt(i)) {
        int first = a.codePointAt(i);
        int second = b.codePointAt(i);
        return first != second ? Integer.compare(first, second) : 0;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  static String repeat(String text, long count) {
    if (count <= 0) {
      return "";
    }
    Limits.text(Math.multiplyExact(Math.min(count, Limits.TEXT + 1L), (long) text.length()));
    return text.isEmpty() ? "" : text.repeat((int) count);
  }

  /** Whether Python's {@code str.strip()} takes it away. */
  static boolean isSpace(int c) {
    return Character.isWhitespace(c) || c == 0x85 || c == 0xA0 || c == 0x2007 || c == 0x202F;
  }

  static String replace(String text, String old, String fresh, long count) {
    if (count == 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    if (old.isEmpty()) {
      return interleave(text, fresh, count);
    }
    int from = 0;
    long left = count;
    for (int at = text.indexOf(old); at >= 0 && left != 0; at = text.indexOf(old, from)) {
      out.append(text, from, at).append(fresh);
      Limits.text(out.length());
      from = at + old.length();
      left--;
    }
    return out.append(text.substring(from)).toString();
  }

  private static String interleave(String text, String fresh, long count) {
    StringBuilder out = new StringBuilder();
    long left = count;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (left != 0) {
        out.append(fresh);
        left--;
      }
      out.appendCodePoint(text.codePointAt(i));
      Limits.text(out.length());
    }
    return left != 0 ? out.append(fresh).toString() : out.toString();
  }
}
