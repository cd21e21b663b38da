package dev.eider.template;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Python's arithmetic with times, dates and durations. */
final class TimeMath {
  private TimeMath() {}

  /** The result, or null when the operator does not fit the operands. */
  static @Nullable Object apply(String operator, @Nullable Object left, @Nullable Object right) {
    try {
      return switch (operator) {
        case "+" -> isSpan(left) && !isSpan(right) ? plus(right, left) : plus(left, right);
        case "-" -> minus(left, right);
        case "*" -> left instanceof Duration ? times(left, right) : times(right, left);
        case "/", "//", "%" -> divide(operator, left, right);
        default -> null;
      };
    } catch (DateTimeException | ArithmeticException e) {
      throw new TemplateException("date value out of range");
    }
  }

  private static boolean isSpan(@Nullable Object value) {
    return value instanceof Duration || value instanceof Iso8601Duration;
  }

  private static @Nullable Object plus(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Duration a && right instanceof Duration b) {
      return a.plus(b);
    }
    if (isSpan(left) && isSpan(right)) {
      Iso8601Duration a = span(left);
      Iso8601Duration b = span(right);
      return new Iso8601Duration(a.months() + b.months(), a.time().plus(b.time()));
    }
    if (!isSpan(right)) {
      return null;
    }
    Iso8601Duration span = span(right);
    return switch (left) {
      case OffsetDateTime time -> span.addTo(time);
      case LocalDateTime time -> span.addTo(time);
      case LocalDate date -> date.plusMonths(span.months()).plusDays(days(span.time()));
      case null, default -> null;
    };
  }

  /** Whole days, rounded down: what a date takes of a duration. */
  private static long days(Duration time) {
    return Math.floorDiv(time.toSeconds(), 86_400);
  }

  private static @Nullable Object minus(@Nullable Object left, @Nullable Object right) {
    if (left instanceof LocalDate date && right instanceof Duration time) {
      return date.minusDays(days(time));
    }
    if (left instanceof LocalDate date && right instanceof Iso8601Duration span) {
      return date.minusMonths(span.months()).minusDays(days(span.time()));
    }
    if (right instanceof Duration time) {
      return plus(left, time.negated());
    }
    if (right instanceof Iso8601Duration span) {
      return plus(left, span.negated());
    }
    if (left instanceof OffsetDateTime a && right instanceof OffsetDateTime b) {
      return Duration.between(b, a);
    }
    if (left instanceof LocalDateTime a && right instanceof LocalDateTime b) {
      return Duration.between(b, a);
    }
    return left instanceof LocalDate a && right instanceof LocalDate b
        ? Duration.ofDays(a.toEpochDay() - b.toEpochDay())
        : null;
  }

  private static Iso8601Duration span(@Nullable Object value) {
    return value instanceof Duration time
        ? new Iso8601Duration(0, time)
        : (Iso8601Duration) java.util.Objects.requireNonNull(value);
  }

  private static @Nullable Object times(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Duration time && Numbers.isNumber(right)) {
      return Numbers.isSmall(right)
          ? time.multipliedBy(Numbers.small(right))
          : ofMicros(micros(time) * Numbers.dbl(right));
    }
    return null;
  }

  private static Duration ofMicros(double micros) {
    return Duration.ofNanos(1000).multipliedBy((long) Math.rint(micros));
  }

  static long micros(Duration time) {
    return Math.addExact(
        Math.multiplyExact(time.toSeconds(), 1_000_000L), time.toNanosPart() / 1000);
  }

  private static @Nullable Object divide(
      String operator, @Nullable Object left, @Nullable Object right) {
    if (!(left instanceof Duration a)) {
      return null;
    }
    if (right instanceof Duration b) {
      if (b.isZero()) {
        throw new TemplateException("division by zero");
      }
      return switch (operator) {
        case "/" -> (double) micros(a) / micros(b);
        case "//" -> Math.floorDiv(micros(a), micros(b));
        default -> Duration.ofNanos(1000).multipliedBy(Math.floorMod(micros(a), micros(b)));
      };
    }
    if (!Numbers.isNumber(right) || operator.equals("%")) {
      return null;
    }
    double by = Numbers.dbl(right);
    if (by == 0) {
      throw new TemplateException("division by zero");
    }
    double micros = micros(a) / by;
    return ofMicros(operator.equals("//") ? Math.floor(micros) : micros);
  }

  static String str(Duration time) {
    long days = days(time);
    Duration rest = time.minusDays(days);
    String head = days == 0 ? "" : days + (Math.abs(days) == 1 ? " day, " : " days, ");
    String text =
        String.format(
            Locale.ROOT,
            "%s%d:%02d:%02d",
            head,
            rest.toHours(),
            rest.toMinutesPart(),
            rest.toSecondsPart());
    int micros = rest.toNanosPart() / 1000;
    return micros == 0 ? text : text + String.format(Locale.ROOT, ".%06d", micros);
  }

  static String repr(Duration time) {
    long days = days(time);
    Duration rest = time.minusDays(days);
    StringBuilder out = new StringBuilder();
    append(out, "days", days);
    append(out, "seconds", rest.toSeconds());
    append(out, "microseconds", rest.toNanosPart() / 1000);
    return "datetime.timedelta(" + (out.isEmpty() ? "0" : out) + ")";
  }

  private static void append(StringBuilder out, String name, long value) {
    if (value != 0) {
      out.append(out.isEmpty() ? "" : ", ").append(name).append('=').append(value);
    }
  }

  static String repr(LocalDate date) {
    return "datetime.date("
        + date.getYear()
        + ", "
        + date.getMonthValue()
        + ", "
        + date.getDayOfMonth()
        + ")";
  }

  static String repr(LocalDateTime time) {
    return "datetime.datetime(" + fields(time) + ")";
  }

  static String repr(OffsetDateTime time) {
    ZoneOffset offset = time.getOffset();
    String zone =
        offset.equals(ZoneOffset.UTC)
            ? "datetime.timezone.utc"
            : "datetime.timezone(" + repr(Duration.ofSeconds(offset.getTotalSeconds())) + ")";
    return "datetime.datetime(" + fields(time.toLocalDateTime()) + ", tzinfo=" + zone + ")";
  }

  private static String fields(LocalDateTime time) {
    StringBuilder out = new StringBuilder();
    out.append(time.getYear()).append(", ").append(time.getMonthValue()).append(", ");
    out.append(time.getDayOfMonth()).append(", ").append(time.getHour()).append(", ");
    out.append(time.getMinute());
    int micros = time.get(ChronoField.MICRO_OF_SECOND);
    if (time.getSecond() != 0 || micros != 0) {
      out.append(", ").append(time.getSecond());
    }
    return micros == 0 ? out.toString() : out.append(", ").append(micros).toString();
  }
}
