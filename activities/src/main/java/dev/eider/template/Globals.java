package dev.eider.template;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The functions every template may call. */
final class Globals {
  static final Set<String> NAMES =
      Set.of(
          "now_utc",
          "today_utc",
          "today_with_timezone",
          "timestamp",
          "str_to_datetime",
          "max",
          "min",
          "day_delta",
          "duration",
          "format_datetime",
          "sanitize_url",
          "camel_case_to_snake_case",
          "generate_uuid",
          "dict",
          "namespace");

  private Globals() {}

  static @Nullable Object call(String name, Args args, Frame frame) {
    return switch (name) {
      case "now_utc" -> {
        args.bind(name);
        yield now(frame);
      }
      case "today_utc" -> {
        args.bind(name);
        yield now(frame).toLocalDate();
      }
      case "today_with_timezone" -> today(args.bind(name, "timezone").text(0), frame);
      case "timestamp" -> timestamp(args.bind(name, "dt").get(0));
      case "str_to_datetime" -> utc(args.bind(name, "s").get(0));
      case "max", "min" -> extreme(name, args);
      case "day_delta" -> dayDelta(args.bind(name, "num_days", "format"), frame);
      case "duration" -> duration(args.bind(name, "datestring").text(0));
      case "format_datetime" -> formatDatetime(args.bind(name, "dt", "format", "input_format"));
      case "sanitize_url" -> Encodings.quotePlus(args.bind(name, "value").text(0));
      case "camel_case_to_snake_case" ->
          args.bind(name, "value")
              .text(0)
              .replaceAll("(?<!^)(?=[A-Z])", "_")
              .toLowerCase(Locale.ROOT);
      case "generate_uuid" -> UUID.randomUUID().toString();
      case "json_loads" -> JsonReader.read(args.bind(name, "s").text(0));
      case "dict" -> dict(args);
      case "namespace" -> new Namespace(stringKeys(dict(args)));
      default -> throw new TemplateException("no function named '" + name + "'");
    };
  }

  private static OffsetDateTime now(Frame frame) {
    return frame.scope().clock().instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  private static LocalDate today(String zone, Frame frame) {
    try {
      return now(frame).atZoneSameInstant(ZoneId.of(zone)).toLocalDate();
    } catch (DateTimeException e) {
      throw new TemplateException("unknown time zone '" + zone + "'");
    }
  }

  private static Object timestamp(@Nullable Object value) {
    if (Numbers.isInt(value)) {
      return Numbers.of(Numbers.big(value));
    }
    if (value instanceof Double number) {
      return Numbers.truncate(number);
    }
    return DatetimeFormat.timestamp(utc(value));
  }

  private static OffsetDateTime utc(@Nullable Object value) {
    Undefined.refuse(value);
    if (!(value instanceof String text)) {
      throw TemplateException.type("expected a text to make a time of");
    }
    try {
      return IsoDatetime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new TemplateException("the time is out of range");
    }
  }

  private static @Nullable Object extreme(String name, Args args) {
    if (args.positional().isEmpty() || !args.named().isEmpty()) {
      throw TemplateException.type(name + "() expected at least 1 argument");
    }
    List<@Nullable Object> items =
        args.positional().size() == 1
            ? Iteration.list(Undefined.refuse(args.positional().getFirst()))
            : Iteration.list(args.positional());
    if (items.isEmpty()) {
      throw new TemplateException(name + "() arg is an empty sequence");
    }
    return most(items, name.equals("max"));
  }

  /** The largest or smallest; the first of equals. */
  static @Nullable Object most(List<@Nullable Object> items, boolean largest) {
    Object best = items.getFirst();
    for (Object item : items.subList(1, items.size())) {
      int order = Equality.order(item, best);
      if (order != Equality.UNORDERED && (largest ? order > 0 : order < 0)) {
        best = item;
      }
    }
    return best;
  }

  private static String dayDelta(Args.Bound bound, Frame frame) {
    Object days = bound.get(0);
    Undefined.refuse(days);
    if (!Numbers.isNumber(days)) {
      throw TemplateException.type("day_delta() expected a number of days");
    }
    double micros = Numbers.dbl(days) * 86_400e6;
    if (Math.abs(micros) > 3.2e17) {
      throw new TemplateException("date value out of range");
    }
    OffsetDateTime time = now(frame).plus((long) Math.rint(micros), ChronoUnit.MICROS);
    String format = bound.text(1, "%Y-%m-%dT%H:%M:%S.%f%z");
    return Strftime.format(format, time.toLocalDateTime(), time.getOffset());
  }

  private static Object duration(String text) {
    Iso8601Duration duration = Iso8601Duration.parse(text);
    return duration.months() == 0 ? duration.time() : duration;
  }

  private static String formatDatetime(Args.Bound bound) {
    Object value = bound.get(0);
    String format = bound.text(1);
    String input = bound.get(2, null) == null ? "" : bound.text(2);
    if (value instanceof OffsetDateTime time) {
      return Strftime.format(format, time.toLocalDateTime(), time.getOffset());
    }
    if (value instanceof LocalDateTime time) {
      return Strftime.format(format, time, null);
    }
    if (Numbers.isInt(value)) {
      return DatetimeFormat.of(format)
          .format(DatetimeFormat.of(input.isEmpty() ? "%s" : input).parse(value));
    }
    if (input.isEmpty()) {
      return DatetimeFormat.of(format).format(utc(value));
    }
    Undefined.refuse(value);
    return DatetimeFormat.of(format).format(new Strptime(input).parse(bound.text(0)));
  }

  private static Map<@Nullable Object, @Nullable Object> dict(Args args) {
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    if (!args.positional().isEmpty()) {
      DictMethods.merge(map, Undefined.refuse(args.positional().getFirst()));
    }
    map.putAll(args.named());
    return map;
  }

  private static Map<String, @Nullable Object> stringKeys(Map<?, ?> map) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    map.forEach((key, value) -> named.put(Values.str(key), value));
    return named;
  }
}
