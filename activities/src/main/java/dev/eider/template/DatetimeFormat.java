package dev.eider.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A date format of manifests: {@code strptime} and {@code strftime} of Python, and the words {@code
 * %s} (seconds since 1970), {@code %s_as_float}, {@code %ms}, {@code %_ms} (three digits) and
 * {@code %epoch_microseconds}. A text without a zone is UTC; printing never converts zones, so a
 * literal {@code Z} follows the time as it stands.
 */
public final class DatetimeFormat {
  private static final int KEPT = 1_000;
  private static final int LAST_YEAR = 9_999;
  private static final LocalDateTime EPOCH = LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC);
  private static final Map<String, DatetimeFormat> COMPILED = new ConcurrentHashMap<>();

  private final String format;
  private @Nullable Strptime reader;

  private DatetimeFormat(String format) {
    this.format = format;
  }

  /** A format; the same object for the same text, most of the time. */
  public static DatetimeFormat of(String format) {
    DatetimeFormat known = COMPILED.get(format);
    if (known != null) {
      return known;
    }
    if (COMPILED.size() >= KEPT) {
      COMPILED.clear();
    }
    return COMPILED.computeIfAbsent(format, DatetimeFormat::new);
  }

  /** The time a value names in this format; null when it does not have this format. */
  public @Nullable OffsetDateTime find(@Nullable Object value) {
    try {
      return switch (format) {
        case "%s" -> after(whole(value), ChronoUnit.SECONDS);
        case "%ms" -> after(whole(value), ChronoUnit.MILLIS);
        case "%epoch_microseconds" -> after(whole(value), ChronoUnit.MICROS);
        case "%s_as_float" -> after(micros(value), ChronoUnit.MICROS);
        default -> reader().find(Values.str(value));
      };
    } catch (TemplateException | DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  /**
   * The time a value names in this format.
   *
   * @throws TemplateException when the value does not match the format, or the format is none
   */
  public OffsetDateTime parse(@Nullable Object value) {
    OffsetDateTime time = find(value);
    if (time == null) {
      throw new TemplateException("expected a time in the format '" + format + "'");
    }
    return time;
  }

  /** A time as text. */
  public String format(OffsetDateTime time) {
    return switch (format) {
      case "%s" -> Long.toString((long) timestamp(time));
      case "%s_as_float" -> Repr.number(timestamp(time));
      case "%epoch_microseconds" -> Long.toString((long) (timestamp(time) * 1_000_000));
      case "%ms" -> Long.toString((long) (timestamp(time) * 1000));
      default -> format.contains("%_ms") ? withMillis(time) : print(format, time);
    };
  }

  /** The format as written. */
  @Override
  public String toString() {
    return format;
  }

  /** Seconds as the reference's float, whose rounding shows in the last digits. */
  static double timestamp(OffsetDateTime time) {
    long micros =
        Math.addExact(
            Math.multiplyExact(time.toEpochSecond(), 1_000_000L),
            time.get(ChronoField.MICRO_OF_SECOND));
    return micros / 1e6;
  }

  /** The reference replaces the microseconds wherever their digits stand, and so does this. */
  private String withMillis(OffsetDateTime time) {
    String micros = Strftime.micros(time.toLocalDateTime());
    return print(format.replace("%_ms", "%f"), time).replace(micros, micros.substring(0, 3));
  }

  private static String print(String format, OffsetDateTime time) {
    return Strftime.format(format, time.toLocalDateTime(), time.getOffset());
  }

  /** Made when first needed: many a format is only printed, and some can only be printed. */
  private Strptime reader() {
    Strptime known = reader;
    if (known == null) {
      known = new Strptime(format.replace("%_ms", "%f"));
      reader = known;
    }
    return known;
  }

  private static long whole(@Nullable Object value) {
    if (Conversions.toInt(Numbers.normal(value), 10) instanceof Number number) {
      return Numbers.big(number).longValueExact();
    }
    throw new ArithmeticException("no whole number");
  }

  private static long micros(@Nullable Object value) {
    if (Conversions.toFloat(Numbers.normal(value)) instanceof Double number
        && Double.isFinite(number)) {
      return new BigDecimal(number)
          .movePointRight(6)
          .setScale(0, RoundingMode.HALF_EVEN)
          .longValueExact();
    }
    throw new ArithmeticException("no finite number");
  }

  private static OffsetDateTime after(long amount, ChronoUnit unit) {
    LocalDateTime time = EPOCH.plus(amount, unit);
    if (time.getYear() < 1 || time.getYear() > LAST_YEAR) {
      throw new DateTimeException("no year of four digits");
    }
    return time.atOffset(ZoneOffset.UTC);
  }
}
