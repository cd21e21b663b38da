package dev.eider.connector.manifest.cursor;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An ISO 8601 duration; years and months follow the calendar.
 *
 * @param months years and months
 * @param micros the rest
 */
record IsoDuration(long months, long micros) {
  private static final Pattern TEXT =
      Pattern.compile(
          "([-+])?P(?=.)(?:([\\d.,]+)Y)?(?:([\\d.,]+)M)?(?:([\\d.,]+)W)?(?:([\\d.,]+)D)?"
              + "(?:T(?:([\\d.,]+)H)?(?:([\\d.,]+)M)?(?:([\\d.,]+)S)?)?");
  private static final long SECOND = 1_000_000L;
  private static final long DAY = 86_400 * SECOND;

  /** Reads {@code P1M}, {@code PT0.001S} and the like; empty when it is none. */
  static Optional<IsoDuration> parse(String text) {
    Matcher m = TEXT.matcher(text.strip());
    if (!m.matches()) {
      return Optional.empty();
    }
    try {
      int sign = "-".equals(m.group(1)) ? -1 : 1;
      long months = part(m.group(2), 12) + part(m.group(3), 1);
      long micros =
          part(m.group(4), 7 * DAY)
              + part(m.group(5), DAY)
              + part(m.group(6), 3600 * SECOND)
              + part(m.group(7), 60 * SECOND)
              + part(m.group(8), SECOND);
      return Optional.of(new IsoDuration(sign * months, sign * micros));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** That many seconds. */
  static IsoDuration seconds(long seconds) {
    return new IsoDuration(0, seconds * SECOND);
  }

  OffsetDateTime after(OffsetDateTime moment) {
    return moment.plusMonths(months).plus(micros, ChronoUnit.MICROS);
  }

  OffsetDateTime before(OffsetDateTime moment) {
    return moment.minusMonths(months).minus(micros, ChronoUnit.MICROS);
  }

  /** The longer of two, counting a month as 30 days. */
  IsoDuration orLonger(IsoDuration other) {
    return rough() >= other.rough() ? this : other;
  }

  private long rough() {
    return months * 30 * DAY + micros;
  }

  private static long part(@Nullable String number, long unit) {
    return number == null
        ? 0
        : new BigDecimal(number.replace(',', '.')).multiply(BigDecimal.valueOf(unit)).longValue();
  }
}
