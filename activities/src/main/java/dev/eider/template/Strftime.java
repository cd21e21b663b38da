package dev.eider.template;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as C's {@code strftime} prints them in the C locale, with glibc's flags. */
final class Strftime {
  private Strftime() {}

  /**
   * Prints a time.
   *
   * @param offset its zone; null = it has none
   */
  static String format(String format, LocalDateTime time, @Nullable ZoneOffset offset) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < format.length()) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 >= format.length()) {
        out.append(c);
        i++;
        continue;
      }
      int at = i + 1;
      while (at < format.length() - 1 && "-_0^#".indexOf(format.charAt(at)) >= 0) {
        at++;
      }
      String flags = format.substring(i + 1, at);
      String text = directive(format.charAt(at), time, offset);
      out.append(text == null ? format.substring(i, at + 1) : flagged(text, flags));
      i = at + 1;
    }
    return out.toString();
  }

  private static String flagged(String text, String flags) {
    String result = text;
    for (int i = 0; i < flags.length(); i++) {
      result =
          switch (flags.charAt(i)) {
            case '-' -> unpadded(result, "");
            case '_' -> unpadded(result, " ");
            case '^' -> result.toUpperCase(Locale.ROOT);
            case '#' -> result.toLowerCase(Locale.ROOT);
            default -> result.replace(' ', '0');
          };
    }
    return result;
  }

  private static String unpadded(String text, String instead) {
    int start = 0;
    while (start < text.length() - 1 && (text.charAt(start) == '0' || text.charAt(start) == ' ')) {
      start++;
    }
    return instead.repeat(start) + text.substring(start);
  }

  static String micros(LocalDateTime time) {
    return two("%06d", time.get(ChronoField.MICRO_OF_SECOND));
  }

  private static String two(String pattern, long number) {
    return String.format(Locale.ROOT, pattern, number);
  }

  private static @Nullable String directive(
      char c, LocalDateTime time, @Nullable ZoneOffset offset) {
    DayOfWeek weekday = time.getDayOfWeek();
    return switch (c) {
      case 'a' -> weekday.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'A' -> weekday.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b', 'h' -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'C' -> two("%02d", time.getYear() / 100);
      case 'd' -> two("%02d", time.getDayOfMonth());
      case 'e' -> two("%2d", time.getDayOfMonth());
      case 'f' -> micros(time);
      case 'H' -> two("%02d", time.getHour());
      case 'I' -> two("%02d", (time.getHour() + 11) % 12 + 1);
      case 'j' -> two("%03d", time.getDayOfYear());
      case 'k' -> two("%2d", time.getHour());
      case 'l' -> two("%2d", (time.getHour() + 11) % 12 + 1);
      case 'm' -> two("%02d", time.getMonthValue());
      case 'M' -> two("%02d", time.getMinute());
      case 'n' -> "\n";
      case 'p' -> time.getHour() < 12 ? "AM" : "PM";
      case 'P' -> time.getHour() < 12 ? "am" : "pm";
      case 's' -> Long.toString(time.toEpochSecond(ZoneOffset.UTC));
      case 'S' -> two("%02d", time.getSecond());
      case 't' -> "\t";
      case 'y' -> two("%02d", time.getYear() % 100);
      case 'Y' -> Integer.toString(time.getYear());
      case 'z' -> offset == null ? "" : IsoDatetime.offset(offset, "");
      case 'Z' -> offset == null ? "" : name(offset);
      case '%' -> "%";
      default -> composed(c, time, offset);
    };
  }

  private static @Nullable String composed(
      char c, LocalDateTime time, @Nullable ZoneOffset offset) {
    int weekday = time.getDayOfWeek().getValue();
    int day = time.getDayOfYear();
    return switch (c) {
      case 'c' -> format("%a %b %e %H:%M:%S %Y", time, offset);
      case 'D', 'x' -> format("%m/%d/%y", time, offset);
      case 'F' -> format("%Y-%m-%d", time, offset);
      case 'r' -> format("%I:%M:%S %p", time, offset);
      case 'R' -> format("%H:%M", time, offset);
      case 'T', 'X' -> format("%H:%M:%S", time, offset);
      case 'G' -> Integer.toString(time.get(IsoFields.WEEK_BASED_YEAR));
      case 'g' -> two("%02d", time.get(IsoFields.WEEK_BASED_YEAR) % 100);
      case 'V' -> two("%02d", time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case 'u' -> Integer.toString(weekday);
      case 'w' -> Integer.toString(weekday % 7);
      case 'U' -> two("%02d", (day + 6 - weekday % 7) / 7);
      case 'W' -> two("%02d", (day + 6 - (weekday - 1)) / 7);
      default -> null;
    };
  }

  private static String name(ZoneOffset offset) {
    return offset.equals(ZoneOffset.UTC) ? "UTC" : "UTC" + IsoDatetime.offset(offset, ":");
  }
}
