package dev.eider.template;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Attributes and methods of datetime, date, timedelta and isodate's Duration. */
final class TimeMethods {
  private static final Set<String> DATE =
      Set.of(
          "strftime", "isoformat", "replace", "weekday", "isoweekday", "toordinal", "isocalendar");
  private static final Set<String> DATETIME = Set.of("timestamp", "date", "astimezone");

  private TimeMethods() {}

  static boolean has(@Nullable Object receiver, String name) {
    return switch (receiver) {
      case OffsetDateTime time -> DATE.contains(name) || DATETIME.contains(name);
      case LocalDateTime time -> DATE.contains(name) || DATETIME.contains(name);
      case LocalDate date -> DATE.contains(name);
      case Duration duration -> name.equals("total_seconds");
      case Iso8601Duration duration -> name.equals("total_seconds");
      case null, default -> false;
    };
  }

  static @Nullable Object call(@Nullable Object receiver, String name, Args args) {
    try {
      return switch (receiver) {
        case OffsetDateTime time -> datetime(time.toLocalDateTime(), time.getOffset(), name, args);
        case LocalDateTime time -> datetime(time, null, name, args);
        case LocalDate date -> date(date, name, args);
        case Duration duration -> TimeMath.micros(duration) / 1e6;
        case Iso8601Duration duration -> TimeMath.micros(duration.time()) / 1e6;
        case null, default -> throw TemplateException.type("no method '" + name + "'");
      };
    } catch (DateTimeException e) {
      throw new TemplateException("date value out of range");
    }
  }

  private static Object datetime(
      LocalDateTime time, @Nullable ZoneOffset offset, String name, Args args) {
    return switch (name) {
      case "strftime" -> Strftime.format(args.bind(name, "format").text(0), time, offset);
      case "isoformat" -> {
        Args.Bound bound = args.bind(name, "sep", "timespec");
        yield isoformat(time, bound.text(0, "T"), bound.text(1, "auto"))
            + (offset == null ? "" : IsoDatetime.offset(offset, ":"));
      }
      case "timestamp" -> {
        Duration since =
            Duration.between(
                LocalDate.EPOCH.atStartOfDay().atOffset(ZoneOffset.UTC),
                time.atOffset(offset == null ? ZoneOffset.UTC : offset));
        yield TimeMath.micros(since) / 1e6;
      }
      case "date" -> time.toLocalDate();
      case "astimezone" ->
          time.atOffset(offset == null ? ZoneOffset.UTC : offset)
              .withOffsetSameInstant(ZoneOffset.UTC);
      case "replace" -> {
        LocalDateTime replaced = replace(time, args);
        yield offset == null || dropsZone(args) ? (Object) replaced : replaced.atOffset(offset);
      }
      default -> date(time.toLocalDate(), name, args);
    };
  }

  private static String isoformat(LocalDateTime time, String separator, String timespec) {
    String text = IsoDatetime.format(time, separator.charAt(0));
    String whole = text.substring(0, 19);
    return switch (timespec) {
      case "auto" -> text;
      case "hours" -> whole.substring(0, 13);
      case "minutes" -> whole.substring(0, 16);
      case "seconds" -> whole;
      case "milliseconds" -> whole + "." + Strftime.micros(time).substring(0, 3);
      case "microseconds" -> whole + "." + Strftime.micros(time);
      default -> throw new TemplateException("unknown timespec '" + timespec + "'");
    };
  }

  private static boolean dropsZone(Args args) {
    return args.named().containsKey("tzinfo") && args.named().get("tzinfo") == null;
  }

  private static LocalDateTime replace(LocalDateTime time, Args args) {
    Args.Bound bound =
        args.bind(
            "replace", "year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo");
    return LocalDateTime.of(
        (int) bound.integer(0, time.getYear()),
        (int) bound.integer(1, time.getMonthValue()),
        (int) bound.integer(2, time.getDayOfMonth()),
        (int) bound.integer(3, time.getHour()),
        (int) bound.integer(4, time.getMinute()),
        (int) bound.integer(5, time.getSecond()),
        (int) bound.integer(6, time.get(ChronoField.MICRO_OF_SECOND)) * 1000);
  }

  private static Object date(LocalDate date, String name, Args args) {
    return switch (name) {
      case "strftime" ->
          Strftime.format(args.bind(name, "format").text(0), date.atStartOfDay(), null);
      case "isoformat" -> IsoDatetime.format(date);
      case "replace" -> replace(date.atStartOfDay(), args).toLocalDate();
      case "weekday" -> date.getDayOfWeek().getValue() - 1L;
      case "isoweekday" -> (long) date.getDayOfWeek().getValue();
      case "toordinal" -> date.toEpochDay() + 719_163;
      case "isocalendar" ->
          Tuple.of(
              (long) date.get(java.time.temporal.IsoFields.WEEK_BASED_YEAR),
              (long) date.get(java.time.temporal.IsoFields.WEEK_OF_WEEK_BASED_YEAR),
              (long) date.getDayOfWeek().getValue());
      default -> throw TemplateException.type("no method '" + name + "'");
    };
  }

  /** An attribute that is no method; null when there is none of that name. */
  static @Nullable Object field(@Nullable Object of, String name) {
    return switch (of) {
      case OffsetDateTime time -> field(time.toLocalDateTime(), name);
      case LocalDateTime time ->
          switch (name) {
            case "hour" -> (long) time.getHour();
            case "minute" -> (long) time.getMinute();
            case "second" -> (long) time.getSecond();
            case "microsecond" -> (long) time.get(ChronoField.MICRO_OF_SECOND);
            default -> field(time.toLocalDate(), name);
          };
      case LocalDate date ->
          switch (name) {
            case "year" -> (long) date.getYear();
            case "month" -> (long) date.getMonthValue();
            case "day" -> (long) date.getDayOfMonth();
            default -> null;
          };
      case Iso8601Duration duration ->
          switch (name) {
            case "years" -> duration.months() / 12;
            case "months" -> duration.months() % 12;
            default -> field(duration.time(), name);
          };
      case Duration duration ->
          switch (name) {
            case "days" -> Math.floorDiv(duration.toSeconds(), 86_400L);
            case "seconds" -> Math.floorMod(duration.toSeconds(), 86_400L);
            case "microseconds" -> duration.toNanosPart() / 1000L;
            default -> null;
          };
      case null, default -> null;
    };
  }
}
