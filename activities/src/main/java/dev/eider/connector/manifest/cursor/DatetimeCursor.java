package dev.eider.connector.manifest.cursor;

import dev.eider.connector.manifest.partition.Slice;
import dev.eider.connector.manifest.request.RequestOptions;
import dev.eider.template.Iso8601Duration;
import dev.eider.template.Values;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads by time. Its state is sequential: the newest record of the first stretch that was read
 * without a gap, never the end of a slice.
 */
public final class DatetimeCursor implements Cursor {
  private final DatetimeWindow window;
  private final Map<String, @Nullable Object> before;
  private final OffsetDateTime synced;
  private final Optional<Iso8601Duration> lookback;
  private List<Interval> intervals;
  private @Nullable OffsetDateTime newest;

  /**
   * Goes on from a state.
   *
   * @param window bounds and formats
   * @param state {@code {cursor_field: value}}; empty = none
   */
  public DatetimeCursor(DatetimeWindow window, Map<?, ?> state) {
    this(window, state, Optional.empty());
  }

  /** With a lookback of this run's own beside the manifest's; the longer one counts. */
  DatetimeCursor(DatetimeWindow window, Map<?, ?> state, Optional<Iso8601Duration> ownLookback) {
    this.window = window;
    this.before = Values.fields(state);
    Object stored = state.get(window.field);
    OffsetDateTime low = stored == null ? window.start : window.require(stored);
    this.synced = low.isBefore(window.start) ? window.start : low;
    this.lookback =
        ownLookback
            .map(own -> window.lookback.map(own::orLonger).orElse(own))
            .or(() -> window.lookback);
    this.intervals = List.of(new Interval(window.start, synced, synced));
  }

  @Override
  public Iterator<Slice> slices() {
    List<Slice> slices = new ArrayList<>();
    OffsetDateTime upper = window.end;
    OffsetDateTime lower = lookback.map(l -> l.subtractFrom(synced)).orElse(synced);
    if (!lower.isBefore(upper) || upper.isBefore(window.start)) {
      return slices.iterator();
    }
    OffsetDateTime from = lower.isBefore(window.start) ? window.start : lower;
    while (true) {
      OffsetDateTime next = window.step.isPresent() ? window.step.get().addTo(from) : upper;
      if (!next.isBefore(upper) || !next.isAfter(from)) {
        slices.add(window.slice(from, upper));
        return slices.iterator();
      }
      OffsetDateTime to = next;
      slices.add(window.slice(from, window.granularity.map(g -> g.subtractFrom(to)).orElse(to)));
      from = next;
    }
  }

  @Override
  public void options(Slice slice, RequestOptions options) {
    window.options(slice, options);
  }

  @Override
  public boolean isNew(Slice slice, Map<String, @Nullable Object> record) {
    OffsetDateTime value = window.of(record);
    return value == null || (!value.isBefore(synced) && !value.isAfter(window.end));
  }

  @Override
  public void observe(Slice slice, Map<String, @Nullable Object> record) {
    OffsetDateTime value = window.of(record);
    if (value != null) {
      observe(value);
    }
  }

  /** Takes note of a record's value. */
  void observe(OffsetDateTime value) {
    if (newest == null || newest.isBefore(value)) {
      newest = value;
    }
  }

  @Override
  public void close(Slice slice) {
    List<Interval> more = new ArrayList<>(intervals);
    more.add(new Interval(window.startOf(slice), window.endOf(slice), newest));
    intervals = Interval.merged(more, window.increment());
    newest = null;
  }

  @Override
  public void finish() {}

  @Override
  public void abandon(Slice slice) {
    newest = null;
  }

  @Override
  public Map<String, @Nullable Object> state() {
    Map<String, @Nullable Object> state = new LinkedHashMap<>(before);
    state.put(window.field, window.format(intervals.getFirst().reached()));
    return state;
  }

  @Override
  public Map<String, @Nullable Object> snapshot() {
    Map<String, @Nullable Object> snapshot = new LinkedHashMap<>();
    snapshot.put("intervals", intervals.stream().map(Interval::json).toList());
    if (newest != null) {
      snapshot.put("newest", newest.toString());
    }
    return snapshot;
  }

  @Override
  public void restore(Map<?, ?> snapshot) {
    if (snapshot.get("intervals") instanceof List<?> list) {
      intervals = list.stream().map(item -> Interval.of((List<?>) item)).toList();
    }
    newest = snapshot.get("newest") instanceof String text ? OffsetDateTime.parse(text) : null;
  }
}
