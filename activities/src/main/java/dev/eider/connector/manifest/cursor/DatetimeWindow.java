package dev.eider.connector.manifest.cursor;

import dev.eider.connector.manifest.model.Part;
import dev.eider.connector.manifest.partition.Slice;
import dev.eider.connector.manifest.request.RequestContext;
import dev.eider.connector.manifest.request.RequestOption;
import dev.eider.connector.manifest.request.RequestOptions;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.template.DatetimeFormat;
import dev.eider.template.Iso8601Duration;
import dev.eider.template.Scope;
import dev.eider.template.Template;
import dev.eider.template.TemplateException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@code DatetimeBasedCursor} evaluated for one read: its bounds stand still, so that a read that
 * goes on later cuts the same slices.
 */
public final class DatetimeWindow {
  private static final String PYTHON_ISO = "%Y-%m-%dT%H:%M:%S.%f%z";
  private static final Iso8601Duration MILLISECOND = new Iso8601Duration(0, Duration.ofMillis(1));

  final String field;
  final OffsetDateTime start;
  final OffsetDateTime end;
  final Optional<Iso8601Duration> step;
  final Optional<Iso8601Duration> granularity;
  final Optional<Iso8601Duration> lookback;
  private final DatetimeFormat output;
  private final List<DatetimeFormat> inputs = new ArrayList<>();
  private final String startKey;
  private final String endKey;
  private final Optional<RequestOption> startOption;
  private final Optional<RequestOption> endOption;
  private final String pointer;

  /**
   * Evaluates the cursor's fields.
   *
   * @param part a {@code DatetimeBasedCursor}
   * @param context with {@code config}; its clock stands still during the read
   * @param atLeast how far before the last value to read again, beside the manifest's own wish
   */
  public DatetimeWindow(Part part, RequestContext context, Duration atLeast) {
    refuseWhatIsMissing(part);
    Scope own = context.scope(part);
    String format = part.text("datetime_format");
    this.pointer = part.pointer();
    this.field = part.template("cursor_field").text(own);
    this.output = DatetimeFormat.of(format);
    if (part.raw("cursor_datetime_formats") instanceof List<?> formats) {
      formats.forEach(f -> inputs.add(DatetimeFormat.of(String.valueOf(f))));
    }
    if (inputs.stream().noneMatch(input -> input.toString().equals(format))) {
      inputs.add(output);
    }
    this.start = moment(part, "start_datetime", format, own);
    this.end =
        part.has("end_datetime")
            ? moment(part, "end_datetime", format, own)
            : OffsetDateTime.ofInstant(own.clock().instant(), ZoneOffset.UTC);
    this.step = duration(part, "step", own);
    this.granularity = duration(part, "cursor_granularity", own);
    Iso8601Duration wish = new Iso8601Duration(0, atLeast);
    this.lookback =
        Optional.of(duration(part, "lookback_window", own).map(wish::orLonger).orElse(wish));
    if (step.isPresent() != granularity.isPresent()) {
      throw part.wrong("step", "step and cursor_granularity together", part.raw("step"));
    }
    this.startKey = key(part, "partition_field_start", "start_time", own);
    this.endKey = key(part, "partition_field_end", "end_time", own);
    this.startOption =
        part.optionalPart("start_time_option").map(o -> RequestOption.of(o, context));
    this.endOption = part.optionalPart("end_time_option").map(o -> RequestOption.of(o, context));
  }

  /** The first input format that fits; null when none does. */
  @Nullable OffsetDateTime parse(@Nullable Object value) {
    for (DatetimeFormat format : inputs) {
      OffsetDateTime moment = format.find(value);
      if (moment != null) {
        return moment;
      }
    }
    return null;
  }

  /** The moment a stored state or a slice names. */
  OffsetDateTime require(@Nullable Object value) {
    OffsetDateTime moment = parse(value);
    if (moment == null) {
      throw new Misconfigured(
          "manifest.date_without_format",
          pointer + "/datetime_format",
          "expected a date in one of " + inputs + " but was '" + value + "'",
          "add its format to cursor_datetime_formats");
    }
    return moment;
  }

  /** The cursor value of a record; null when it has none that can be read. */
  @Nullable OffsetDateTime of(Map<String, @Nullable Object> record) {
    Object value = record.get(field);
    return value == null ? null : parse(value);
  }

  String format(OffsetDateTime moment) {
    return output.format(moment);
  }

  /** The step between two neighbouring cursor values. */
  Iso8601Duration increment() {
    return granularity.orElse(MILLISECOND);
  }

  Slice slice(OffsetDateTime from, OffsetDateTime to) {
    Map<String, @Nullable Object> keys = new LinkedHashMap<>();
    keys.put(startKey, format(from));
    keys.put(endKey, format(to));
    return new Slice(Map.of(), keys, Map.of());
  }

  OffsetDateTime startOf(Slice slice) {
    return require(slice.cursor().get(startKey));
  }

  OffsetDateTime endOf(Slice slice) {
    return require(slice.cursor().get(endKey));
  }

  void options(Slice slice, RequestOptions options) {
    startOption.ifPresent(option -> option.inject(options, slice.cursor().get(startKey)));
    endOption.ifPresent(option -> option.inject(options, slice.cursor().get(endKey)));
  }

  private static void refuseWhatIsMissing(Part part) {
    for (String field : List.of("clamping", "is_compare_strictly", "global_substream_cursor")) {
      Object value = part.raw(field);
      if (value != null && !value.equals(false)) {
        throw new Misconfigured(
            "manifest.unsupported_component",
            part.pointer() + "/" + field,
            "expected a cursor without " + field + " as Eider does not know it yet",
            null);
      }
    }
  }

  private static String key(Part part, String name, String fallback, Scope scope) {
    return part.optionalTemplate(name).map(t -> t.text(scope)).orElse(fallback);
  }

  private static Optional<Iso8601Duration> duration(Part part, String name, Scope scope) {
    return part.optionalTemplate(name)
        .map(template -> template.text(scope))
        .filter(text -> !text.isEmpty() && !text.equals("None"))
        .map(text -> duration(part, name, text));
  }

  private static Iso8601Duration duration(Part part, String name, String text) {
    try {
      return Iso8601Duration.parse(text);
    } catch (TemplateException e) {
      throw part.wrong(name, "an ISO 8601 duration such as P1D", text);
    }
  }

  /** A {@code MinMaxDatetime}, or a text that counts as one. */
  private static OffsetDateTime moment(Part cursor, String name, String fallback, Scope scope) {
    Part part =
        cursor.raw(name) instanceof Map<?, ?>
            ? cursor.part(name)
            : new Part(Map.of("datetime", String.valueOf(cursor.raw(name))), cursor.pointer());
    Scope own = scope.with("parameters", part.parameters());
    String named = part.optionalText("datetime_format").filter(f -> !f.isEmpty()).orElse(fallback);
    DatetimeFormat format = DatetimeFormat.of(named.isEmpty() ? PYTHON_ISO : named);
    OffsetDateTime moment = date(part, part.template("datetime"), format, own);
    Optional<Template> min = part.optionalTemplate("min_datetime");
    if (min.isPresent() && !min.get().text(own).isEmpty()) {
      OffsetDateTime bound = date(part, min.get(), format, own);
      moment = moment.isBefore(bound) ? bound : moment;
    }
    Optional<Template> max = part.optionalTemplate("max_datetime");
    if (max.isPresent() && !max.get().text(own).isEmpty()) {
      OffsetDateTime bound = date(part, max.get(), format, own);
      moment = moment.isAfter(bound) ? bound : moment;
    }
    return moment;
  }

  private static OffsetDateTime date(Part part, Template text, DatetimeFormat format, Scope scope) {
    String value = text.text(scope);
    OffsetDateTime moment = format.find(value);
    if (moment == null) {
      throw part.wrong("datetime", "a date in the format " + format, value);
    }
    return moment;
  }
}
