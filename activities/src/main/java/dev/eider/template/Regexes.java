package dev.eider.template;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Python's regular expressions on top of Java's, with a limit on their steps. */
final class Regexes {
  private static final int KEPT = 500;
  private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

  private Regexes() {}

  /** A text that counts how often a pattern looks at it: some patterns never come to an end. */
  private static final class Counted implements CharSequence {
    private final String text;
    private final int[] steps;

    Counted(String text, int[] steps) {
      this.text = text;
      this.steps = steps;
    }

    @Override
    public char charAt(int index) {
      if (++steps[0] > Limits.REGEX_STEPS) {
        throw new TemplateException("the regular expression takes too many steps");
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static Matcher matcher(String regex, String text) {
    Pattern pattern = COMPILED.get(regex);
    if (pattern == null) {
      if (COMPILED.size() >= KEPT) {
        COMPILED.clear();
      }
      pattern = compile(regex);
      COMPILED.put(regex, pattern);
    }
    return pattern.matcher(new Counted(text, new int[1]));
  }

  private static Pattern compile(String regex) {
    try {
      String java =
          regex
              .replace("(?P<", "(?<")
              .replaceAll("\\(\\?P=(\\w+)\\)", "\\\\k<$1>")
              .replace("\\Z", "\\z");
      return Pattern.compile(java, Pattern.UNICODE_CHARACTER_CLASS);
    } catch (PatternSyntaxException e) {
      throw new TemplateException("invalid regular expression '" + regex + "'");
    }
  }

  /** The first group of the first match; empty without a match or a group. */
  static String search(String text, String regex) {
    Matcher matcher = matcher(regex, text);
    if (!matcher.find() || matcher.groupCount() == 0) {
      return "";
    }
    return matcher.group(1) == null ? "None" : matcher.group(1);
  }

  static String replace(String text, String regex, String replacement) {
    Matcher matcher = matcher(regex, text);
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (matcher.find()) {
      out.append(text, from, matcher.start());
      expand(out, matcher, replacement);
      Limits.text(out.length());
      from = matcher.end();
    }
    return out.append(text.substring(from)).toString();
  }

  private static void expand(StringBuilder out, Matcher matcher, String replacement) {
    int i = 0;
    while (i < replacement.length()) {
      char c = replacement.charAt(i);
      char next = i + 1 < replacement.length() ? replacement.charAt(i + 1) : '\0';
      if (c == '\\' && Character.isDigit(next)) {
        group(out, matcher, String.valueOf(next));
        i += 2;
      } else if (c == '\\'
          && replacement.startsWith("g<", i + 1)
          && replacement.indexOf('>', i) > 0) {
        int end = replacement.indexOf('>', i);
        group(out, matcher, replacement.substring(i + 3, end));
        i = end + 1;
      } else if (c == '\\' && next != '\0') {
        out.append(Escapes.text("\\" + next));
        i += 2;
      } else {
        out.append(c);
        i++;
      }
    }
  }

  private static void group(StringBuilder out, Matcher matcher, String name) {
    try {
      String text =
          name.matches("\\d+") ? matcher.group(Integer.parseInt(name)) : matcher.group(name);
      out.append(text == null ? "" : text);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new TemplateException("the regular expression has no group '" + name + "'");
    }
  }
}
