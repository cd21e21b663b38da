package dev.eider.template;

import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Methods of str. */
final class StringMethods {
  static final Set<String> NAMES =
      Set.of(
          "capitalize",
          "casefold",
          "center",
          "count",
          "encode",
          "endswith",
          "find",
          "format",
          "index",
          "isalnum",
          "isalpha",
          "isdecimal",
          "isdigit",
          "islower",
          "isnumeric",
          "isspace",
          "isupper",
          "join",
          "ljust",
          "lower",
          "lstrip",
          "partition",
          "removeprefix",
          "removesuffix",
          "replace",
          "rfind",
          "rindex",
          "rjust",
          "rpartition",
          "rsplit",
          "rstrip",
          "split",
          "splitlines",
          "startswith",
          "strip",
          "swapcase",
          "title",
          "upper",
          "zfill");

  private StringMethods() {}

  static @Nullable Object call(String text, String name, Args args) {
    return switch (name) {
      case "lower", "casefold" -> text.toLowerCase(Locale.ROOT);
      case "upper" -> text.toUpperCase(Locale.ROOT);
      case "capitalize" -> Cases.capitalize(text);
      case "title" -> Cases.title(text);
      case "swapcase" -> Cases.swap(text);
      case "strip", "lstrip", "rstrip" -> {
        Object chars = args.bind(name, "chars").get(0, null);
        yield Splitting.strip(text, chars, !name.equals("rstrip"), !name.equals("lstrip"));
      }
      case "split", "rsplit" -> {
        Args.Bound bound = args.bind(name, "sep", "maxsplit");
        yield Splitting.split(text, bound.get(0, null), bound.integer(1, -1), name.equals("split"));
      }
      case "splitlines" -> Splitting.lines(text, args.bind(name, "keepends").flag(0, false));
      case "partition", "rpartition" ->
          Splitting.partition(text, args.bind(name, "sep").text(0), name.equals("partition"));
      case "join" -> join(text, args.bind(name, "iterable").get(0));
      case "replace" -> {
        Args.Bound bound = args.bind(name, "old", "new", "count");
        yield Text.replace(text, bound.text(0), bound.text(1), bound.integer(2, -1));
      }
      case "startswith", "endswith" -> affix(text, name.equals("startswith"), args);
      case "removeprefix" -> {
        String prefix = args.bind(name, "prefix").text(0);
        yield text.startsWith(prefix) ? text.substring(prefix.length()) : text;
      }
      case "removesuffix" -> {
        String suffix = args.bind(name, "suffix").text(0);
        yield text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
      }
      case "format" -> new BraceFormat(args).format(text);
      case "encode" -> Encodings.encode(text, args.bind(name, "encoding").text(0, "utf-8"));
      default -> more(text, name, args);
    };
  }

  private static Object more(String text, String name, Args args) {
    return switch (name) {
      case "find", "index", "rfind", "rindex", "count" -> search(text, name, args);
      case "zfill" -> zfill(text, args.bind(name, "width").integer(0, 0));
      case "center", "ljust", "rjust" -> {
        Args.Bound bound = args.bind(name, "width", "fill");
        yield FormatSpec.pad(text, bound.text(1, " "), Padding.of(name), bound.integer(0, 0));
      }
      case "islower" ->
          text.equals(text.toLowerCase(Locale.ROOT)) && !text.equals(text.toUpperCase(Locale.ROOT));
      case "isupper" ->
          text.equals(text.toUpperCase(Locale.ROOT)) && !text.equals(text.toLowerCase(Locale.ROOT));
      case "isalpha" -> all(text, Character::isLetter);
      case "isalnum" -> all(text, Character::isLetterOrDigit);
      case "isspace" -> all(text, Text::isSpace);
      default -> all(text, Character::isDigit);
    };
  }

  private static boolean all(String text, IntPredicate condition) {
    return !text.isEmpty() && text.codePoints().allMatch(condition);
  }

  private static String join(String separator, @Nullable Object items) {
    StringBuilder out = new StringBuilder();
    boolean first = true;
    for (Object item : Iteration.list(items)) {
      if (!(item instanceof String text)) {
        throw TemplateException.type("join() expected strings but got " + Types.name(item));
      }
      out.append(first ? "" : separator).append(text);
      first = false;
      Limits.text(out.length());
    }
    return out.toString();
  }

  private static boolean affix(String whole, boolean start, Args args) {
    Args.Bound bound = args.bind(start ? "startswith" : "endswith", "affix", "start", "end");
    Object affix = bound.get(0);
    Object from = bound.get(1, null);
    String text =
        (String)
            java.util.Objects.requireNonNull(Slices.slice(whole, from, bound.get(2, null), null));
    if (affix instanceof Tuple tuple) {
      return tuple.stream().anyMatch(one -> has(text, start, one));
    }
    return has(text, start, affix);
  }

  private static boolean has(String text, boolean start, @Nullable Object affix) {
    if (!(affix instanceof String wanted)) {
      Undefined.refuse(affix);
      throw TemplateException.type("expected a string or a tuple of strings");
    }
    return start ? text.startsWith(wanted) : text.endsWith(wanted);
  }

  private static Object search(String whole, String name, Args args) {
    Args.Bound bound = args.bind(name, "part", "start", "end");
    String part = bound.text(0);
    String text =
        (String)
            java.util.Objects.requireNonNull(
                Slices.slice(whole, bound.get(1, null), bound.get(2, null), null));
    if (name.equals("count")) {
      return part.isEmpty()
          ? Text.length(text) + 1L
          : (long) (text.length() - text.replace(part, "").length()) / part.length();
    }
    int at = name.startsWith("r") ? text.lastIndexOf(part) : text.indexOf(part);
    if (at < 0) {
      if (name.endsWith("index")) {
        throw new TemplateException("index(): the text is not there");
      }
      return -1L;
    }
    long start = bound.integer(1, 0);
    int length = Text.length(whole);
    long shift = Math.max(0, Math.min(length, start < 0 ? start + length : start));
    return shift + text.codePointCount(0, at);
  }

  private static String zfill(String text, long width) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String sign = signed ? text.substring(0, 1) : "";
    long zeros = width - Text.length(text);
    return sign + Text.repeat("0", zeros) + text.substring(sign.length());
  }
}
