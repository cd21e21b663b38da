package dev.eider.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Filters that take a value as text. */
final class TextFilters {
  static final Set<String> NAMES =
      Set.of(
          "upper",
          "lower",
          "capitalize",
          "title",
          "trim",
          "replace",
          "urlencode",
          "center",
          "format",
          "escape",
          "e",
          "forceescape",
          "safe",
          "indent",
          "truncate",
          "wordcount",
          "regex_search",
          "regex_replace");

  private TextFilters() {}

  static @Nullable Object apply(String name, @Nullable Object value, Args args) {
    String text = Values.str(value);
    return switch (name) {
      case "upper" -> text.toUpperCase(Locale.ROOT);
      case "lower" -> text.toLowerCase(Locale.ROOT);
      case "capitalize" -> Cases.capitalize(text);
      case "title" -> title(text);
      case "trim" -> Splitting.strip(text, args.bind(name, "chars").get(0, null), true, true);
      case "replace" -> {
        Args.Bound bound = args.bind(name, "old", "new", "count");
        long count = bound.get(2, null) == null ? -1 : bound.integer(2, -1);
        yield Text.replace(text, Values.str(bound.get(0)), Values.str(bound.get(1)), count);
      }
      case "urlencode" -> urlencode(value);
      case "center" ->
          FormatSpec.pad(text, " ", Padding.CENTER, args.bind(name, "width").integer(0, 80));
      case "format" ->
          PercentFormat.format(
              text, args.named().isEmpty() ? Tuple.of(args.positional()) : args.named());
      case "escape", "e", "forceescape" -> escape(text);
      case "safe" -> text;
      case "indent" -> indent(text, args.bind(name, "width", "first", "blank"));
      case "truncate" -> truncate(text, args.bind(name, "length", "killwords", "end", "leeway"));
      case "wordcount" -> (long) text.split("[^\\w]+", -1).length - edges(text);
      case "regex_search" -> Regexes.search(string(value), args.bind(name, "regex").text(0));
      default -> {
        Args.Bound bound = args.bind(name, "regex", "replacement");
        yield Regexes.replace(string(value), bound.text(0), bound.text(1));
      }
    };
  }

  private static String string(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw TemplateException.type("expected a string but got " + Types.name(value));
  }

  private static int edges(String text) {
    boolean start = text.isEmpty() || !isWord(text.charAt(0));
    boolean end = !text.isEmpty() && !isWord(text.charAt(text.length() - 1));
    boolean none = text.chars().noneMatch(c -> isWord((char) c));
    return none ? text.split("[^\\w]+", -1).length : (start ? 1 : 0) + (end ? 1 : 0);
  }

  private static boolean isWord(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private static String title(String text) {
    StringBuilder out = new StringBuilder();
    boolean start = true;
    for (int c : text.codePoints().toArray()) {
      out.appendCodePoint(start ? Character.toUpperCase(c) : Character.toLowerCase(c));
      start = "-({[<".indexOf(c) >= 0 || Text.isSpace(c);
    }
    return out.toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&#39;")
        .replace("\"", "&#34;");
  }

  private static String urlencode(@Nullable Object value) {
    if (value instanceof String || !Iteration.possible(value)) {
      return Encodings.quote(Values.str(value), "/");
    }
    List<?> pairs = value instanceof Map<?, ?> map ? DictMethods.items(map) : Iteration.list(value);
    List<String> parts = new ArrayList<>();
    for (Object pair : pairs) {
      List<@Nullable Object> items = Iteration.list(pair);
      if (items.size() != 2) {
        throw new TemplateException("expected pairs of a name and a value");
      }
      parts.add(
          Encodings.quotePlus(Values.str(items.get(0)))
              + "="
              + Encodings.quotePlus(Values.str(items.get(1))));
    }
    return String.join("&", parts);
  }

  private static String indent(String text, Args.Bound bound) {
    String margin =
        bound.get(0, 4L) instanceof String given ? given : Text.repeat(" ", bound.integer(0, 4));
    boolean first = bound.flag(1, false);
    boolean blank = bound.flag(2, false);
    String[] lines = (text + "\n").split("\n", -1);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines.length - 1; i++) {
      boolean indented = i == 0 ? first : blank || !lines[i].isEmpty();
      out.append(i == 0 ? "" : "\n").append(indented ? margin : "").append(lines[i]);
      Limits.text(out.length());
    }
    return out.toString();
  }

  private static String truncate(String text, Args.Bound bound) {
    int length = (int) bound.integer(0, 255);
    String end = bound.text(2, "...");
    long leeway = bound.get(3, null) == null ? 5 : bound.integer(3, 5);
    int kept = length - Text.length(end);
    if (kept < 0) {
      throw new TemplateException("truncate: the length is shorter than the end");
    }
    if (Text.length(text) <= length + leeway) {
      return text;
    }
    String head = Text.slice(text, 0, kept);
    int space = bound.flag(1, false) ? -1 : head.lastIndexOf(' ');
    return (space < 0 ? head : head.substring(0, space)) + end;
  }
}
