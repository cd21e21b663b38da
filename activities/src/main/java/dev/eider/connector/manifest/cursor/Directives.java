package dev.eider.connector.manifest.cursor;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Python's date directives: a format as a regular expression for reading, and for printing. */
final class Directives {
  private static final String MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
  private static final String LONG_MONTHS =
      "january|february|march|april|may|june|july|august|september|october|november|december";
  private static final int DEFAULT_YEAR = 1900;
  private static final int CENTURY_PIVOT = 69;

  private final Pattern regex;
  private final List<Character> directives = new ArrayList<>();

  Directives(String format) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c == '%' && i + 1 < format.length()) {
        text.append(group(format.charAt(++i)));
      } else if (Character.isWhitespace(c)) {
        text.append("\\s+");
      } else {
        text.append(Pattern.quote(String.valueOf(c)));
      }
    }
    this.regex =
        Pattern.compile(
            text.toString().replaceAll("(\\\\s\\+)+", "\\\\s+"), Pattern.CASE_INSENSITIVE);
  }

  private String group(char directive) {
    String digits =
        switch (directive) {
          case 'Y' -> "\\d{4}";
          case 'y' -> "\\d{2}";
          case 'm' -> "1[0-2]|0[1-9]|[1-9]";
          case 'd', 'e' -> "3[01]|[12]\\d|0[1-9]|[1-9]| [1-9]";
          case 'H' -> "2[0-3]|[01]\\d|\\d";
          case 'I' -> "1[0-2]|0[1-9]|[1-9]";
          case 'M' -> "[0-5]\\d|\\d";
          case 'S' -> "6[01]|[0-5]\\d|\\d";
          case 'f' -> "\\d{1,6}";
          case 'j' -> "36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]";
          case 'b' -> MONTHS;
          case 'B' -> LONG_MONTHS;
          case 'a' -> "mon|tue|wed|thu|fri|sat|sun";
          case 'A' -> "monday|tuesday|wednesday|thursday|friday|saturday|sunday";
          case 'p' -> "am|pm";
          case 'z' -> "[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d)?|Z";
          case 'Z' -> "utc|gmt";
          default -> "";
        };
    if (directive == '%') {
      return "%";
    }
    if (digits.isEmpty()) {
      return "(?!)";
    }
    directives.add(directive);
    return "(" + digits + ")";
  }

  @Nullable OffsetDateTime parse(String text) {
    Matcher matcher = regex.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    Fields fields = new Fields();
    for (int i = 0; i < directives.size(); i++) {
      fields.set(directives.get(i), matcher.group(i + 1).strip());
    }
    return fields.moment();
  }

  static String print(String format, OffsetDateTime moment) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      if (format.charAt(i) != '%' || i + 1 == format.length()) {
        text.append(format.charAt(i));
        continue;
      }
      boolean bare = format.charAt(i + 1) == '-' && i + 2 < format.length();
      i += bare ? 2 : 1;
      String value = directive(format.charAt(i), moment);
      text.append(bare && value.matches("0\\d+") ? value.replaceFirst("^0+(?=\\d)", "") : value);
    }
    return text.toString();
  }

  private static String directive(char directive, OffsetDateTime m) {
    return switch (directive) {
      case 'Y' -> String.valueOf(m.getYear());
      case 'y' -> two(m.getYear() % 100);
      case 'm' -> two(m.getMonthValue());
      case 'd' -> two(m.getDayOfMonth());
      case 'e' -> "%2d".formatted(m.getDayOfMonth());
      case 'H' -> two(m.getHour());
      case 'I' -> two(m.get(ChronoField.CLOCK_HOUR_OF_AMPM));
      case 'M' -> two(m.getMinute());
      case 'S' -> two(m.getSecond());
      case 'f' -> "%06d".formatted(m.getNano() / 1000);
      case 'j' -> "%03d".formatted(m.getDayOfYear());
      case 'b' -> m.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH).substring(0, 3);
      case 'B' -> m.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'a' -> m.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'A' -> m.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'p' -> m.getHour() < 12 ? "AM" : "PM";
      case 'z' -> zone(m.getOffset());
      case 'Z' -> m.getOffset().equals(ZoneOffset.UTC) ? "UTC" : "UTC" + m.getOffset();
      case 's' -> String.valueOf(m.toEpochSecond());
      case 'F' -> print("%Y-%m-%d", m);
      case 'T' -> print("%H:%M:%S", m);
      case 'w' -> String.valueOf(m.getDayOfWeek().getValue() % 7);
      case 'u' -> String.valueOf(m.getDayOfWeek().getValue());
      case '%' -> "%";
      default -> "%" + directive;
    };
  }

  private static String zone(ZoneOffset offset) {
    int seconds = Math.abs(offset.getTotalSeconds());
    return (offset.getTotalSeconds() < 0 ? "-" : "+")
        + two(seconds / 3600)
        + two(seconds / 60 % 60);
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : String.valueOf(number);
  }

  /** What was read so far; what a format leaves out stands at Python's defaults. */
  private static final class Fields {
    private int year = DEFAULT_YEAR;
    private int month = 1;
    private int day = 1;
    private int dayOfYear;
    private int hour;
    private int minute;
    private int second;
    private int nano;
    private @Nullable Boolean afternoon;
    private ZoneOffset zone = ZoneOffset.UTC;

    void set(char directive, String text) {
      switch (directive) {
        case 'Y' -> year = Integer.parseInt(text);
        case 'y' ->
            year = Integer.parseInt(text) + (Integer.parseInt(text) < CENTURY_PIVOT ? 2000 : 1900);
        case 'm' -> month = Integer.parseInt(text);
        case 'd', 'e' -> day = Integer.parseInt(text);
        case 'H', 'I' -> hour = Integer.parseInt(text);
        case 'M' -> minute = Integer.parseInt(text);
        case 'S' -> second = Integer.parseInt(text);
        case 'f' -> nano = Integer.parseInt((text + "00000").substring(0, 6)) * 1000;
        case 'j' -> dayOfYear = Integer.parseInt(text);
        case 'b', 'B' ->
            month = MONTHS.indexOf(text.substring(0, 3).toLowerCase(Locale.ROOT)) / 4 + 1;
        case 'p' -> afternoon = text.equalsIgnoreCase("pm");
        case 'z' -> zone = offset(text);
        default -> {}
      }
    }

    OffsetDateTime moment() {
      int clock = afternoon == null ? hour : hour % 12 + (afternoon ? 12 : 0);
      LocalDate date =
          dayOfYear > 0 ? LocalDate.ofYearDay(year, dayOfYear) : LocalDate.of(year, month, day);
      return LocalDateTime.of(date, java.time.LocalTime.of(clock, minute, second, nano))
          .atOffset(zone);
    }

    private static ZoneOffset offset(String text) {
      if (text.equalsIgnoreCase("z")) {
        return ZoneOffset.UTC;
      }
      String digits = text.substring(1).replace(":", "");
      int seconds =
          Integer.parseInt(digits.substring(0, 2)) * 3600
              + Integer.parseInt(digits.substring(2, 4)) * 60
              + (digits.length() > 4 ? Integer.parseInt(digits.substring(4, 6)) : 0);
      return ZoneOffset.ofTotalSeconds(text.startsWith("-") ? -seconds : seconds);
    }
  }
}
