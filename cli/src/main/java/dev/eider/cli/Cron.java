package dev.eider.cli;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cron lines of five fields, checked here because a server would refuse a bad one late and in its
 * own words, and take some bad ones (a 31st of February) without a word.
 */
final class Cron {
  private static final List<String> SHORTHANDS =
      List.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");
  private static final Pattern STEP = Pattern.compile("[1-9][0-9]{0,3}");

  private record Field(String name, int least, int most, List<String> words) {}

  private static final List<Field> FIELDS =
      List.of(
          new Field("minute", 0, 59, List.of()),
          new Field("hour", 0, 23, List.of()),
          new Field("day of the month", 1, 31, List.of()),
          new Field(
              "month",
              1,
              12,
              List.of(
                  "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                  "dec")),
          new Field(
              "day of the week", 0, 7, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")));

  private Cron() {}

  /** The line, or trouble that says which field is wrong. */
  static String checked(String line) {
    String text = line.strip();
    if (SHORTHANDS.contains(text)) {
      return text;
    }
    List<String> parts = List.of(text.split("\\s+"));
    if (text.startsWith("@") || parts.size() != FIELDS.size()) {
      throw bad(
          "expected five fields (minute, hour, day, month, weekday) or one of "
              + String.join(", ", SHORTHANDS)
              + " but was '"
              + text
              + "'");
    }
    for (int i = 0; i < parts.size(); i++) {
      Field field = FIELDS.get(i);
      for (String item : parts.get(i).split(",", -1)) {
        if (!fits(field, item)) {
          throw bad(
              "expected a "
                  + field.name
                  + " from "
                  + field.least
                  + " to "
                  + field.most
                  + " but was '"
                  + item
                  + "'");
        }
      }
    }
    return text;
  }

  private static boolean fits(Field field, String item) {
    int slash = item.indexOf('/');
    if (slash >= 0 && !STEP.matcher(item.substring(slash + 1)).matches()) {
      return false;
    }
    String range = slash >= 0 ? item.substring(0, slash) : item;
    if (range.equals("*")) {
      return true;
    }
    int dash = range.indexOf('-');
    if (dash < 0) {
      return number(field, range) != null;
    }
    @Nullable Integer from = number(field, range.substring(0, dash));
    @Nullable Integer to = number(field, range.substring(dash + 1));
    return from != null && to != null && from <= to;
  }

  private static @Nullable Integer number(Field field, String text) {
    int word = field.words.indexOf(text.toLowerCase(Locale.ROOT));
    if (word >= 0) {
      return word + field.least;
    }
    if (!text.matches("[0-9]{1,2}")) {
      return null;
    }
    int number = Integer.parseInt(text);
    return number >= field.least && number <= field.most ? number : null;
  }

  private static Trouble bad(String message) {
    return Trouble.wrong(
        "schedule.bad_cron",
        "eider schedule create --cron",
        message,
        "write e.g. --cron '0 * * * *' for every full hour, or --every 1h");
  }
}
