package dev.eider.template;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One format of Python's {@code strptime}, compiled. */
final class Strptime {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final Map<Character, String> PARTS =
      Map.ofEntries(
          Map.entry('d', "3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9]"),
          Map.entry('f', "[0-9]{1,6}"),
          Map.entry('H', "2[0-3]|[0-1]\\d|\\d"),
          Map.entry('I', "1[0-2]|0[1-9]|[1-9]"),
          Map.entry('G', "\\d\\d\\d\\d"),
          Map.entry('j', "36[0-6]|3[0-5]\\d|[1-2]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]"),
          Map.entry('m', "1[0-2]|0[1-9]|[1-9]"),
          Map.entry('M', "[0-5]\\d|\\d"),
          Map.entry('S', "6[0-1]|[0-5]\\d|\\d"),
          Map.entry('U', "5[0-3]|[0-4]\\d|\\d"),
          Map.entry('W', "5[0-3]|[0-4]\\d|\\d"),
          Map.entry('w', "[0-6]"),
          Map.entry('u', "[1-7]"),
          Map.entry('V', "5[0-3]|0[1-9]|[1-4]\\d|\\d"),
          Map.entry('y', "\\d\\d"),
          Map.entry('Y', "\\d\\d\\d\\d"),
          Map.entry('z', "[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|(?-i:Z)"),
          Map.entry('A', "wednesday|thursday|saturday|tuesday|monday|friday|sunday"),
          Map.entry('a', "mon|tue|wed|thu|fri|sat|sun"),
          Map.entry(
              'B',
              "september|february|november|december|january|october|august|march|april|june|july"
                  + "|may"),
          Map.entry('b', String.join("|", MONTHS)),
          Map.entry('p', "am|pm"),
          Map.entry('Z', "utc|gmt"));

  private final Optional<FullDigits> everyday;
  private final Pattern pattern;
  private final List<Character> parts = new ArrayList<>();

  Strptime(String format) {
    String regex =
        expand(format)
            .replaceAll("([\\\\.^$*+?(){}\\[\\]|])", "\\\\$1")
            .replaceAll("\\s+", "\\\\s+");
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (c != '%') {
        out.append(c);
      } else if (++i < regex.length()) {
        out.append(part(regex.charAt(i)));
      } else {
        throw new TemplateException("stray % in the date format '" + format + "'");
      }
    }
    this.everyday = FullDigits.of(format);
    this.pattern = Pattern.compile(out.toString(), Pattern.CASE_INSENSITIVE);
  }

  private static String expand(String format) {
    return format
        .replace("%c", "%a %b %d %H:%M:%S %Y")
        .replace("%x", "%m/%d/%y")
        .replace("%X", "%H:%M:%S");
  }

  private String part(char c) {
    if (c == '%') {
      return "%";
    }
    String regex = PARTS.get(c);
    if (regex == null || parts.contains(c)) {
      throw new TemplateException("a date format cannot be read with '%" + c + "' here");
    }
    parts.add(c);
    return "(" + regex + ")";
  }

  /** The time in its own zone, UTC when the format has none; null when the text does not match. */
  @Nullable OffsetDateTime find(String text) {
    OffsetDateTime quick = everyday.isPresent() ? everyday.get().find(text) : null;
    return quick == null ? matched(text) : quick;
  }

  private @Nullable OffsetDateTime matched(String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.lookingAt() || matcher.end() < text.length()) {
      return null;
    }
    try {
      Fields fields = new Fields(matcher);
      LocalDate date = fields.date();
      // Python's years begin with 1.
      return date.getYear() < 1
          ? null
          : LocalDateTime.of(date, fields.time()).atOffset(fields.zone());
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** As {@link #find}, but a text that does not match is an error. */
  OffsetDateTime parse(String text) {
    OffsetDateTime time = find(text);
    if (time == null) {
      throw new TemplateException("the text does not match the date format");
    }
    return time;
  }

  /** What one text says for each part of the format. */
  private final class Fields {
    private final Matcher matcher;

    Fields(Matcher matcher) {
      this.matcher = matcher;
    }

    @Nullable String text(char part) {
      int at = parts.indexOf(part);
      return at < 0 ? null : matcher.group(at + 1).toLowerCase(Locale.ROOT);
    }

    int number(char part, int fallback) {
      String text = text(part);
      return text == null ? fallback : Integer.parseInt(text.strip());
    }

    LocalDate date() {
      int year = number('Y', 1900);
      if (parts.contains('y')) {
        int two = number('y', 0);
        year = two <= 68 ? 2000 + two : 1900 + two;
      }
      if (parts.contains('j')) {
        return LocalDate.ofYearDay(year, number('j', 1));
      }
      int weekday = weekday();
      boolean weeks = parts.contains('U') || parts.contains('W');
      if (weeks && weekday >= 0) {
        return ofWeek(year, weekday);
      }
      if (parts.contains('G') && parts.contains('V') && weekday >= 0) {
        return LocalDate.of(number('G', 1900), 1, 4)
            .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, number('V', 1))
            .with(DayOfWeek.of(weekday + 1));
      }
      return LocalDate.of(year, month(), number('d', 1));
    }

    private int month() {
      String name = text('B') == null ? text('b') : text('B');
      return name == null ? number('m', 1) : MONTHS.indexOf(name.substring(0, 3)) + 1;
    }

    /** From Monday = 0; negative when the format has none. */
    private int weekday() {
      String name = text('A') == null ? text('a') : text('A');
      if (name != null) {
        return DAYS.indexOf(name.substring(0, 3));
      }
      return parts.contains('w') ? (number('w', 0) + 6) % 7 : number('u', 0) - 1;
    }

    private LocalDate ofWeek(int year, int weekday) {
      boolean mondays = parts.contains('W');
      int week = mondays ? number('W', 0) : number('U', 0);
      LocalDate first = LocalDate.of(year, 1, 1);
      int start =
          mondays ? first.getDayOfWeek().getValue() - 1 : first.getDayOfWeek().getValue() % 7;
      int day = mondays ? weekday : (weekday + 1) % 7;
      int toFirstWeek = (7 - start) % 7;
      return first.plusDays(toFirstWeek + 7L * (week - 1) + day);
    }

    java.time.LocalTime time() {
      int hour = number('H', 0);
      if (parts.contains('I')) {
        boolean afternoon = "pm".equals(text('p'));
        hour = number('I', 0) % 12 + (afternoon ? 12 : 0);
      }
      String fraction = text('f') == null ? "" : text('f');
      int micros = Integer.parseInt((fraction + "000000").substring(0, 6));
      return java.time.LocalTime.of(hour, number('M', 0), number('S', 0), micros * 1000);
    }

    ZoneOffset zone() {
      String zone = text('z');
      if (zone == null || zone.equals("z")) {
        return ZoneOffset.UTC;
      }
      String digits = zone.substring(1).replace(":", "");
      int seconds =
          Integer.parseInt(digits.substring(0, 2)) * 3600
              + Integer.parseInt(digits.substring(2, 4)) * 60
              + (digits.length() >= 6 ? Integer.parseInt(digits.substring(4, 6)) : 0);
      return ZoneOffset.ofTotalSeconds(zone.charAt(0) == '-' ? -seconds : seconds);
    }
  }
}
