package dev.eider.template;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** ISO 8601 dates and times as dateutil reads and Python prints them. */
final class IsoDatetime {
  private static final Pattern DATE =
      Pattern.compile(
          "(?<y>\\d{4})(?:-?W(?<w>\\d\\d)(?:-?(?<wd>\\d))?|-?(?<doy>\\d{3})(?!\\d)"
              + "|-(?<m>\\d\\d)(?:-(?<d>\\d\\d))?|(?<m2>\\d\\d)(?<d2>\\d\\d))?");
  private static final Pattern TIME =
      Pattern.compile(
          "(?<h>\\d\\d)(?::?(?<min>\\d\\d)(?::?(?<s>\\d\\d)(?:[.,](?<f>\\d+))?)?)?"
              + "(?<z>[zZ]|[+-]\\d\\d(?::?\\d\\d)?)?");

  private IsoDatetime() {}

  /**
   * A time from an ISO 8601 text.
   *
   * @return in the text's own zone; UTC when it names none
   */
  static OffsetDateTime parse(String text) {
    Matcher date = DATE.matcher(text);
    if (!date.lookingAt()) {
      throw failure();
    }
    try {
      LocalDate day = date(date);
      if (date.end() == text.length()) {
        return day.atStartOfDay().atOffset(ZoneOffset.UTC);
      }
      Matcher time = TIME.matcher(text).region(date.end() + 1, text.length());
      if (!time.matches()) {
        throw failure();
      }
      return time(day, time);
    } catch (DateTimeException e) {
      throw failure();
    }
  }

  private static LocalDate date(Matcher m) {
    int year = Integer.parseInt(m.group("y"));
    if (m.group("w") != null) {
      int weekday = m.group("wd") == null ? 1 : Integer.parseInt(m.group("wd"));
      return LocalDate.of(year, 1, 4)
          .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, Integer.parseInt(m.group("w")))
          .with(java.time.DayOfWeek.of(weekday));
    }
    if (m.group("doy") != null) {
      return LocalDate.ofYearDay(year, Integer.parseInt(m.group("doy")));
    }
    String month = m.group("m") == null ? m.group("m2") : m.group("m");
    String day = m.group("d") == null ? m.group("d2") : m.group("d");
    return LocalDate.of(year, number(month, 1), number(day, 1));
  }

  private static OffsetDateTime time(LocalDate day, Matcher m) {
    int hour = Integer.parseInt(m.group("h"));
    String fraction = m.group("f") == null ? "" : m.group("f");
    int micros = Integer.parseInt((fraction + "000000").substring(0, 6));
    int minute = number(m.group("min"), 0);
    int second = number(m.group("s"), 0);
    boolean midnight = hour == 24 && minute == 0 && second == 0 && micros == 0;
    LocalDateTime local =
        LocalDateTime.of(day, LocalTime.of(midnight ? 0 : hour, minute, second, micros * 1000));
    return (midnight ? local.plusDays(1) : local).atOffset(zone(m.group("z")));
  }

  private static int number(@Nullable String digits, int fallback) {
    return digits == null ? fallback : Integer.parseInt(digits);
  }

  private static ZoneOffset zone(@Nullable String zone) {
    if (zone == null || zone.equalsIgnoreCase("z")) {
      return ZoneOffset.UTC;
    }
    String digits = zone.substring(1).replace(":", "");
    int minutes = Integer.parseInt(digits.substring(0, 2)) * 60 + number2(digits);
    return ZoneOffset.ofTotalSeconds((zone.charAt(0) == '-' ? -60 : 60) * minutes);
  }

  private static int number2(String digits) {
    return digits.length() > 2 ? Integer.parseInt(digits.substring(2)) : 0;
  }

  private static TemplateException failure() {
    return new TemplateException("expected an ISO 8601 date or time");
  }

  static String format(LocalDate date) {
    return String.format(
        Locale.ROOT, "%04d-%02d-%02d", date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  static String format(LocalDateTime time, char separator) {
    String text =
        String.format(
            Locale.ROOT,
            "%s%c%02d:%02d:%02d",
            format(time.toLocalDate()),
            separator,
            time.getHour(),
            time.getMinute(),
            time.getSecond());
    int micros = time.get(ChronoField.MICRO_OF_SECOND);
    return micros == 0 ? text : text + String.format(Locale.ROOT, ".%06d", micros);
  }

  static String format(OffsetDateTime time, char separator) {
    return format(time.toLocalDateTime(), separator) + offset(time.getOffset(), ":");
  }

  static String offset(ZoneOffset offset, String colon) {
    int seconds = Math.abs(offset.getTotalSeconds());
    String text =
        String.format(
            Locale.ROOT,
            "%s%02d%s%02d",
            offset.getTotalSeconds() < 0 ? "-" : "+",
            seconds / 3600,
            colon,
            seconds / 60 % 60);
    int rest = seconds % 60;
    return rest == 0 ? text : text + colon + String.format(Locale.ROOT, "%02d", rest);
  }
}
