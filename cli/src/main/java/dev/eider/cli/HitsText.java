package dev.eider.cli;

import dev.eider.step.Embed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Documents that were found, a block of lines each; what a row holds never steers a terminal. */
final class HitsText {
  private static final int NARROWEST = 20;

  /** Control characters (C1 too), line ends of Unicode, and halves of characters. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\s]+");

  /** They turn the order of what follows, beyond the end of a document. */
  private static final Pattern TURNING = Pattern.compile("[\\u202a-\\u202e\\u2066-\\u2069]");

  private HitsText() {}

  static String of(Embed.Answer answer, Embed.Question question, int width) {
    if (answer.hits().isEmpty()) {
      String which = question.where().isEmpty() ? "" : " with " + words(question.where(), ", ");
      return "no document of '" + question.stream() + "' was found" + which;
    }
    List<String> lines = new ArrayList<>();
    int digits = String.valueOf(answer.hits().size()).length();
    String margin = " ".repeat(digits + 2);
    for (int i = 0; i < answer.hits().size(); i++) {
      Embed.Hit hit = answer.hits().get(i);
      String rank = String.format(Locale.ROOT, "%" + digits + "d  %.3f", i + 1, hit.score());
      String chunk = hit.chunk() > 0 ? "  chunk " + hit.chunk() : "";
      lines.add(cut(rank + "  " + words(hit.key(), ", ") + chunk, width).stripTrailing());
      lines.add(cut(margin + plain(hit.document()), width));
      if (!hit.metadata().isEmpty()) {
        lines.add(cut(margin + words(hit.metadata(), "  "), width));
      }
    }
    return String.join("\n", lines);
  }

  static String how(Embed.Answer answer) {
    return plain(
        "searched "
            + answer.store()
            + ", collection '"
            + answer.collection()
            + "': "
            + answer.method());
  }

  private static String words(Map<String, Object> values, String between) {
    return values.entrySet().stream()
        .map(entry -> plain(entry.getKey()) + "=" + value(entry.getValue()))
        .collect(Collectors.joining(between));
  }

  /** A key that is a number of no declared kind comes with a fraction: 7.0. */
  private static String value(Object value) {
    boolean whole = value instanceof Double number && number == Math.rint(number);
    return plain(whole ? new BigDecimal((Double) value).toPlainString() : value.toString());
  }

  private static String plain(String text) {
    String line = UNPRINTABLE.matcher(text).replaceAll(" ");
    return TURNING.matcher(line).replaceAll("").strip();
  }

  /** By characters as people count them, so that none is cut in two. */
  private static String cut(String line, int width) {
    int room = Math.max(width, NARROWEST);
    return line.codePointCount(0, line.length()) <= room
        ? line
        : line.substring(0, line.offsetByCodePoints(0, room - 1)) + "…";
  }
}
