package dev.eider.template;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the everyday form of a date format, every number with all its digits, without a regular
 * expression: records come by the million. What it does not recognise is left to {@link Strptime}.
 */
final class FullDigits {
  private static final String KNOWN = "YmdHMSfz";
  private static final int MOST_FRACTION = 6;

  private final String format;

  private FullDigits(String format) {
    this.format = format;
  }

  /** For a format of plain numbers, each once, with a whole date; else empty. */
  static Optional<FullDigits> of(String format) {
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (Character.isWhitespace(c)) {
        return Optional.empty();
      }
      if (c == '%') {
        char part = ++i < format.length() ? format.charAt(i) : '%';
        if (KNOWN.indexOf(part) < 0 || seen.indexOf(String.valueOf(part)) >= 0) {
          return Optional.empty();
        }
        seen.append(part);
      }
    }
    boolean wholeDate = "Ymd".chars().allMatch(c -> seen.indexOf(Character.toString(c)) >= 0);
    return wholeDate ? Optional.of(new FullDigits(format)) : Optional.empty();
  }

  /** The time; null when the text has another form, which is no verdict on it. */
  @Nullable OffsetDateTime find(String text) {
    Reading reading = new Reading(text);
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c == '%') {
        i++;
        reading.part(format.charAt(i));
      } else {
        reading.literal(c);
      }
    }
    return reading.time();
  }

  /** One text on its way through the format. */
  private static final class Reading {
    private final String text;
    private final int[] fields = {0, 1, 1, 0, 0, 0};
    private int at;
    private int micros;
    private ZoneOffset zone = ZoneOffset.UTC;
    private boolean failed;

    Reading(String text) {
      this.text = text;
    }

    void literal(char wanted) {
      failed |= at >= text.length() || text.charAt(at) != wanted;
      at++;
    }

    void part(char part) {
      switch (part) {
        case 'f' -> fraction();
        case 'z' -> zone();
        case 'Y' -> fields[0] = digits(4);
        default -> fields[KNOWN.indexOf(part)] = digits(2);
      }
    }

    @Nullable OffsetDateTime time() {
      if (failed || at != text.length() || fields[0] == 0) {
        return null;
      }
      try {
        return LocalDateTime.of(
                fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], micros * 1000)
            .atOffset(zone);
      } catch (DateTimeException e) {
        return null;
      }
    }

    private int digits(int count) {
      int number = 0;
      for (int end = at + count; at < end; at++) {
        int digit = at < text.length() ? text.charAt(at) - '0' : -1;
        failed |= digit < 0 || digit > 9;
        number = number * 10 + digit;
      }
      return number;
    }

    private void fraction() {
      int read = 0;
      for (; read < MOST_FRACTION && at < text.length() && isDigit(text.charAt(at)); read++, at++) {
        micros = micros * 10 + text.charAt(at) - '0';
      }
      failed |= read == 0;
      for (; read < MOST_FRACTION; read++) {
        micros *= 10;
      }
    }

    /** {@code Z}, {@code +hhmm} or {@code +hh:mm} at the end of the text. */
    private void zone() {
      char sign = at < text.length() ? text.charAt(at) : ' ';
      at++;
      if (sign == 'Z') {
        return;
      }
      int hours = digits(2);
      if (at < text.length() && text.charAt(at) == ':') {
        at++;
      }
      int minutes = digits(2);
      failed |= (sign != '+' && sign != '-') || hours > 17 || minutes > 59;
      if (!failed) {
        int total = (hours * 60 + minutes) * 60;
        zone = ZoneOffset.ofTotalSeconds(sign == '-' ? -total : total);
      }
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }
  }
}
