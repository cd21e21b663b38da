package dev.eider.connector.manifest.cursor;

import dev.eider.template.Iso8601Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time that was read completely.
 *
 * @param start its first moment
 * @param end its last moment
 * @param newest the largest cursor value of its records; null = it had none
 */
record Interval(OffsetDateTime start, OffsetDateTime end, @Nullable OffsetDateTime newest) {

  /** Joins what touches, given the step between two neighbouring cursor values. */
  static List<Interval> merged(List<Interval> intervals, Iso8601Duration granularity) {
    List<Interval> sorted = new ArrayList<>(intervals);
    sorted.sort(
        Comparator.comparing((Interval i) -> i.start().toInstant())
            .thenComparing(i -> i.end().toInstant()));
    List<Interval> merged = new ArrayList<>();
    for (Interval next : sorted) {
      Interval last = merged.isEmpty() ? null : merged.getLast();
      if (last != null && !granularity.addTo(last.end()).isBefore(next.start())) {
        merged.set(merged.size() - 1, last.with(next));
      } else {
        merged.add(next);
      }
    }
    return merged;
  }

  /** The value a state holds for it. */
  OffsetDateTime reached() {
    return newest == null ? start : newest;
  }

  /** As three texts. */
  List<@Nullable Object> json() {
    return Arrays.asList(
        start.toString(), end.toString(), newest == null ? null : newest.toString());
  }

  /** From three texts. */
  static Interval of(List<?> json) {
    Object newest = json.get(2);
    return new Interval(
        OffsetDateTime.parse(String.valueOf(json.get(0))),
        OffsetDateTime.parse(String.valueOf(json.get(1))),
        newest == null ? null : OffsetDateTime.parse(String.valueOf(newest)));
  }

  private Interval with(Interval next) {
    OffsetDateTime later = end.isBefore(next.end) ? next.end : end;
    if (newest == null || next.newest == null) {
      return new Interval(start, later, newest == null ? next.newest : newest);
    }
    return new Interval(start, later, newest.isBefore(next.newest) ? next.newest : newest);
  }
}
