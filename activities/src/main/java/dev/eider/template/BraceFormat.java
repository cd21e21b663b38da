package dev.eider.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Python's {@code "…".format(…)}. */
final class BraceFormat {
  private static final Pattern STEP = Pattern.compile("\\.([^.\\[]+)|\\[([^\\]]+)\\]");

  private final Args args;
  private int automatic;

  BraceFormat(Args args) {
    this.args = args;
  }

  String format(String format) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < format.length()) {
      char c = format.charAt(i);
      boolean doubled = i + 1 < format.length() && format.charAt(i + 1) == c;
      if ((c != '{' && c != '}') || doubled) {
        out.append(c);
        i += c == '{' || c == '}' ? 2 : 1;
      } else if (c == '}') {
        throw new TemplateException("single '}' in a format");
      } else {
        int end = close(format, i);
        out.append(field(format.substring(i + 1, end)));
        i = end + 1;
      }
      Limits.text(out.length());
    }
    return out.toString();
  }

  private static int close(String format, int start) {
    int depth = 0;
    for (int i = start; i < format.length(); i++) {
      char c = format.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw new TemplateException("expected '}' in a format");
  }

  private String field(String content) {
    int colon = content.indexOf(':');
    String spec = colon < 0 ? "" : content.substring(colon + 1);
    String head = colon < 0 ? content : content.substring(0, colon);
    int mark = head.indexOf('!');
    String name = mark < 0 ? head : head.substring(0, mark);
    Object value = value(name);
    if (mark >= 0) {
      value = head.substring(mark + 1).equals("s") ? Values.str(value) : Values.repr(value);
    }
    return FormatSpec.format(value, spec.indexOf('{') >= 0 ? format(spec) : spec);
  }

  private @Nullable Object value(String name) {
    int end = 0;
    while (end < name.length() && ".[".indexOf(name.charAt(end)) < 0) {
      end++;
    }
    Object value = argument(name.substring(0, end));
    Matcher step = STEP.matcher(name).region(end, name.length());
    while (step.find()) {
      String key = step.group(2);
      value =
          key == null
              ? Access.attribute(value, step.group(1))
              : Access.item(value, key.matches("\\d+") ? (Object) Long.parseLong(key) : key);
    }
    return value;
  }

  private @Nullable Object argument(String name) {
    if (!name.isEmpty() && !name.chars().allMatch(Character::isDigit)) {
      if (!args.named().containsKey(name)) {
        throw new TemplateException("format(): no argument '" + name + "'");
      }
      return args.named().get(name);
    }
    int at = name.isEmpty() ? automatic++ : Integer.parseInt(name);
    if (at >= args.positional().size()) {
      throw new TemplateException("format(): not enough arguments");
    }
    return Numbers.normal(args.positional().get(at));
  }
}
