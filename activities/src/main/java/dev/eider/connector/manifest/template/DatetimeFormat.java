package dev.eider.connector.manifest.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Dates and times in the formats of manifests: {@code strptime} and {@code strftime} of Python, and
 * the words {@code %s} (seconds since 1970), {@code %s_as_float}, {@code %ms}, {@code %_ms} (three
 * digits) and {@code %epoch_microseconds}. A text without a zone is UTC; printing never converts
 * zones, so a literal {@code Z} follows the time as it stands.
 */
public final class DatetimeFormat {
  private static final int KEPT = 1_000;
  private static final Map<String, Strptime> COMPILED = new ConcurrentHashMap<>();

  private DatetimeFormat() {}

  /**
   * A time from a text.
   *
   * @throws TemplateException when the text does not match the format, or the format is none
   */
  public static OffsetDateTime parse(String value, String format) {
    try {
      return switch (format) {
        case "%s" -> ofMicros(new BigDecimal(integer(value)).movePointRight(6));
        case "%s_as_float" -> ofMicros(seconds(value));
        case "%epoch_microseconds" -> ofMicros(new BigDecimal(integer(value)));
        case "%ms" -> ofMicros(new BigDecimal(integer(value)).movePointRight(3));
        default -> compiled(format.replace("%_ms", "%f")).parse(value);
      };
    } catch (DateTimeException | ArithmeticException e) {
      throw new TemplateException("the time is out of range");
    }
  }

  /** A time from an ISO 8601 text, for places that name no format; UTC when it names no zone. */
  public static OffsetDateTime parse(String value) {
    return IsoDatetime.parse(value);
  }

  /** A time as text. */
  public static String format(OffsetDateTime time, String format) {
    long micros =
        Math.addExact(
            Math.multiplyExact(time.toEpochSecond(), 1_000_000L),
            time.get(ChronoField.MICRO_OF_SECOND));
    double seconds = micros / 1e6;
    if (format.contains("%_ms")) {
      return withMillis(time, format);
    }
    return switch (format) {
      case "%s" -> Long.toString((long) seconds);
      case "%s_as_float" -> Repr.number(seconds);
      case "%epoch_microseconds" -> Long.toString((long) (seconds * 1_000_000));
      case "%ms" -> Long.toString((long) (seconds * 1000));
      default -> Strftime.format(format, time.toLocalDateTime(), time.getOffset());
    };
  }

  /** The reference replaces the microseconds wherever their digits stand, and so does this. */
  private static String withMillis(OffsetDateTime time, String format) {
    String micros = Strftime.micros(time.toLocalDateTime());
    return Strftime.format(format.replace("%_ms", "%f"), time.toLocalDateTime(), time.getOffset())
        .replace(micros, micros.substring(0, 3));
  }

  private static Strptime compiled(String format) {
    Strptime known = COMPILED.get(format);
    if (known != null) {
      return known;
    }
    if (COMPILED.size() >= KEPT) {
      COMPILED.clear();
    }
    return COMPILED.computeIfAbsent(format, Strptime::new);
  }

  private static BigInteger integer(String value) {
    if (Conversions.toInt(value, 10) instanceof Number number) {
      return Numbers.big(number);
    }
    throw new TemplateException("expected a whole number of time units");
  }

  private static BigDecimal seconds(String value) {
    if (Conversions.toFloat(value) instanceof Double number && Double.isFinite(number)) {
      return new BigDecimal(number).movePointRight(6).setScale(0, RoundingMode.HALF_EVEN);
    }
    throw new TemplateException("expected a number of seconds");
  }

  private static OffsetDateTime ofMicros(BigDecimal micros) {
    return Instant.EPOCH
        .plus(Duration.ofNanos(1000).multipliedBy(micros.longValueExact()))
        .atOffset(ZoneOffset.UTC);
  }
}
