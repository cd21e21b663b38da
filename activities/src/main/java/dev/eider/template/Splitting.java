package dev.eider.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cutting texts as Python's str methods do. */
final class Splitting {
  private static final String LINE_ENDS = "\n\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029";

  private Splitting() {}

  static String strip(String text, @Nullable Object chars, boolean left, boolean right) {
    Undefined.refuse(chars);
    if (chars != null && !(chars instanceof String)) {
      throw TemplateException.type("strip() expected a string or None");
    }
    int[] points = text.codePoints().toArray();
    int from = 0;
    int to = points.length;
    while (left && from < to && strippable(points[from], chars)) {
      from++;
    }
    while (right && to > from && strippable(points[to - 1], chars)) {
      to--;
    }
    return new String(points, from, to - from);
  }

  private static boolean strippable(int c, @Nullable Object chars) {
    return chars instanceof String wanted ? wanted.indexOf(c) >= 0 : Text.isSpace(c);
  }

  static List<@Nullable Object> split(
      String text, @Nullable Object separator, long most, boolean fromLeft) {
    if (separator == null) {
      return fromLeft ? words(text, most) : wordsFromRight(text, most);
    }
    Undefined.refuse(separator);
    if (!(separator instanceof String mark)) {
      throw TemplateException.type("split() expected a string or None");
    }
    if (mark.isEmpty()) {
      throw new TemplateException("split(): the separator is empty");
    }
    List<@Nullable Object> parts = new ArrayList<>();
    return fromLeft ? left(text, mark, most, parts) : right(text, mark, most, parts);
  }

  private static List<@Nullable Object> left(
      String text, String mark, long most, List<@Nullable Object> parts) {
    int from = 0;
    for (int at = text.indexOf(mark); at >= 0 && parts.size() != most; ) {
      parts.add(text.substring(from, at));
      from = at + mark.length();
      at = text.indexOf(mark, from);
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static List<@Nullable Object> right(
      String text, String mark, long most, List<@Nullable Object> parts) {
    int to = text.length();
    for (int at = text.lastIndexOf(mark); at >= 0 && parts.size() != most; ) {
      parts.add(text.substring(at + mark.length(), to));
      to = at;
      at = to < mark.length() ? -1 : text.lastIndexOf(mark, to - mark.length());
    }
    parts.add(text.substring(0, to));
    Collections.reverse(parts);
    return parts;
  }

  private static List<@Nullable Object> words(String text, long most) {
    List<@Nullable Object> words = new ArrayList<>();
    String rest = strip(text, null, true, false);
    while (!rest.isEmpty() && words.size() != most) {
      int end = 0;
      while (end < rest.length() && !Text.isSpace(rest.charAt(end))) {
        end++;
      }
      words.add(rest.substring(0, end));
      rest = strip(rest.substring(end), null, true, false);
      if (words.size() > Limits.ITEMS) {
        throw new TemplateException("expected at most " + Limits.ITEMS + " words");
      }
    }
    if (!rest.isEmpty()) {
      words.add(rest);
    }
    return words;
  }

  private static List<@Nullable Object> wordsFromRight(String text, long most) {
    List<@Nullable Object> words = new ArrayList<>();
    String rest = strip(text, null, false, true);
    while (!rest.isEmpty() && words.size() != most) {
      int start = rest.length();
      while (start > 0 && !Text.isSpace(rest.charAt(start - 1))) {
        start--;
      }
      words.add(rest.substring(start));
      rest = strip(rest.substring(0, start), null, false, true);
    }
    if (!rest.isEmpty()) {
      words.add(rest);
    }
    Collections.reverse(words);
    return words;
  }

  static List<@Nullable Object> lines(String text, boolean keepEnds) {
    List<@Nullable Object> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (LINE_ENDS.indexOf(text.charAt(i)) >= 0) {
        int end = i;
        boolean pair =
            text.charAt(i) == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
        i += pair ? 1 : 0;
        lines.add(text.substring(from, keepEnds ? i + 1 : end));
        from = i + 1;
      }
    }
    if (from < text.length()) {
      lines.add(text.substring(from));
    }
    return lines;
  }

  static Tuple partition(String text, String mark, boolean first) {
    if (mark.isEmpty()) {
      throw new TemplateException("partition(): the separator is empty");
    }
    int at = first ? text.indexOf(mark) : text.lastIndexOf(mark);
    if (at < 0) {
      return first ? Tuple.of(text, "", "") : Tuple.of("", "", text);
    }
    return Tuple.of(text.substring(0, at), mark, text.substring(at + mark.length()));
  }
}
