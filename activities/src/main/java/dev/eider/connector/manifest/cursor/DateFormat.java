package dev.eider.connector.manifest.cursor;

import dev.eider.connector.manifest.template.Values;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A date format of the manifest language: Python's directives, and {@code %s}, {@code %s_as_float},
 * {@code %ms}, {@code %_ms}, {@code %epoch_microseconds} on top. A date without a zone is UTC.
 */
public final class DateFormat {
  private static final double MICROS = 1e6;

  private final String format;
  private final Directives pattern;

  private DateFormat(String format) {
    this.format = format;
    this.pattern = new Directives(format.replace("%_ms", "%f"));
  }

  /** A format, compiled once. */
  public static DateFormat of(String format) {
    return new DateFormat(format);
  }

  /** The moment a value names in this format; null when it does not have this format. */
  public @Nullable OffsetDateTime parse(@Nullable Object value) {
    try {
      return switch (format) {
        case "%s" -> at(whole(value), ChronoUnit.SECONDS);
        case "%ms" -> at(whole(value), ChronoUnit.MILLIS);
        case "%epoch_microseconds" -> at(whole(value), ChronoUnit.MICROS);
        case "%s_as_float" -> at(micros(value), ChronoUnit.MICROS);
        default -> pattern.parse(Values.str(value));
      };
    } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
      return null;
    }
  }

  /** A moment in this format, in its own zone. */
  public String format(OffsetDateTime moment) {
    return switch (format) {
      case "%s" -> String.valueOf(moment.toEpochSecond());
      case "%ms" -> String.valueOf((long) (timestamp(moment) * 1000));
      case "%epoch_microseconds" -> String.valueOf((long) (timestamp(moment) * MICROS));
      case "%s_as_float" -> Values.str(timestamp(moment));
      default ->
          Directives.print(
              format.replace("%_ms", "%03d".formatted(moment.getNano() / 1_000_000)), moment);
    };
  }

  @Override
  public String toString() {
    return format;
  }

  /** Seconds as the reference's float, whose rounding shows in the last digits. */
  private static double timestamp(OffsetDateTime moment) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, moment.toInstant());
    return micros / MICROS;
  }

  private static OffsetDateTime at(long amount, ChronoUnit unit) {
    return LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC)
        .plus(amount, unit)
        .atOffset(ZoneOffset.UTC);
  }

  private static long whole(@Nullable Object value) {
    return value instanceof Number number && !(value instanceof Long)
        ? new BigDecimal(number.toString()).longValue()
        : Long.parseLong(Values.str(value).strip().replace("_", ""));
  }

  private static long micros(@Nullable Object value) {
    return new BigDecimal(Values.str(value).strip())
        .movePointRight(6)
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }
}
