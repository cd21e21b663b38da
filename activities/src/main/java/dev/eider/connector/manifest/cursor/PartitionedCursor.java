package dev.eider.connector.manifest.cursor;

import dev.eider.connector.manifest.partition.Router;
import dev.eider.connector.manifest.partition.Slice;
import dev.eider.connector.manifest.request.RequestOptions;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.template.Iso8601Duration;
import dev.eider.template.Values;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A cursor of its own for every partition. Partitions nobody knows yet begin at the newest value of
 * all, less the time the previous sync took.
 */
public final class PartitionedCursor implements Cursor {
  private static final int MOST_PARTITIONS = 10_000;

  private final Router router;
  private final DatetimeWindow window;
  private final Clock clock;
  private final Map<String, Map<String, @Nullable Object>> partitions = new LinkedHashMap<>();
  private final Map<String, DatetimeCursor> cursors = new LinkedHashMap<>();
  private @Nullable Map<String, @Nullable Object> global;
  private @Nullable Map<String, @Nullable Object> newest;
  private @Nullable Slice currentSlice;
  private @Nullable DatetimeCursor current;
  private long lookback;
  private Instant began;

  /**
   * Goes on from a state.
   *
   * @param router the partitions
   * @param window bounds and formats of each of them
   * @param state as the reference writes it, or one cursor value for all; empty = none
   * @param clock how long the sync takes is measured with
   */
  public PartitionedCursor(Router router, DatetimeWindow window, Map<?, ?> state, Clock clock) {
    this.router = router;
    this.window = window;
    this.clock = clock;
    this.began = clock.instant();
    if (state.isEmpty()) {
      return;
    }
    if (!state.containsKey("states") && !state.containsKey("state")) {
      begin(state);
      return;
    }
    if (Boolean.TRUE.equals(state.get("use_global_cursor"))) {
      throw unsupported("a state of its own for every partition but it holds one for all");
    }
    lookback = state.get("lookback_window") instanceof Number number ? number.longValue() : 0;
    if (state.get("states") instanceof List<?> states) {
      states.forEach(this::known);
    }
    if (state.get("state") instanceof Map<?, ?> map) {
      begin(map);
    }
  }

  @Override
  public Iterator<Slice> slices() {
    Iterator<Slice> outer = router.slices().iterator();
    Set<String> seen = new LinkedHashSet<>();
    return new Iterator<>() {
      private Slice partition = Slice.WHOLE;
      private Iterator<Slice> inner = List.<Slice>of().iterator();

      @Override
      public boolean hasNext() {
        while (!inner.hasNext() && outer.hasNext()) {
          partition = outer.next();
          if (seen.add(Values.sortedJson(partition.partition()))) {
            inner = cursor(partition).slices();
          }
        }
        return inner.hasNext();
      }

      @Override
      public Slice next() {
        if (!hasNext()) {
          throw new java.util.NoSuchElementException();
        }
        return new Slice(partition.partition(), inner.next().cursor(), partition.extraFields());
      }
    };
  }

  /** The cursor's values win over the router's. */
  @Override
  public void options(Slice slice, RequestOptions options) {
    router.options(slice, options);
    window.options(slice, options);
  }

  @Override
  public boolean isNew(Slice slice, Map<String, @Nullable Object> record) {
    return cursor(slice).isNew(slice, record);
  }

  /** Global values are compared as texts, as the reference does. */
  @Override
  public void observe(Slice slice, Map<String, @Nullable Object> record) {
    OffsetDateTime value = window.of(record);
    if (value == null) {
      return;
    }
    String text = window.format(value);
    Object known = newest == null ? null : newest.get(window.field);
    if (known == null || String.valueOf(known).compareTo(text) < 0) {
      newest = new LinkedHashMap<>(Map.of(window.field, text));
    }
    cursor(slice).observe(value);
  }

  @Override
  public void close(Slice slice) {
    cursor(slice).close(slice);
  }

  @Override
  public void abandon(Slice slice) {
    cursor(slice).abandon(slice);
  }

  @Override
  public void finish() {
    global = newest;
    lookback = Math.max(1, (Duration.between(began, clock.instant()).toMillis() + 999) / 1000);
  }

  @Override
  public Map<String, @Nullable Object> state() {
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put("use_global_cursor", false);
    List<@Nullable Object> states = new ArrayList<>();
    cursors.forEach(
        (key, cursor) -> {
          Map<String, @Nullable Object> one = new LinkedHashMap<>();
          one.put("partition", partitions.get(key));
          one.put("cursor", cursor.state());
          states.add(one);
        });
    state.put("states", states);
    if (global != null) {
      state.put("state", global);
    }
    state.put("lookback_window", lookback);
    return state;
  }

  @Override
  public Map<String, @Nullable Object> snapshot() {
    Map<String, @Nullable Object> snapshot = new LinkedHashMap<>();
    List<@Nullable Object> trackers = new ArrayList<>();
    cursors.forEach((key, cursor) -> trackers.add(List.of(key, cursor.snapshot())));
    snapshot.put("partitions", trackers);
    snapshot.put("newest", newest);
    snapshot.put("began", began.toString());
    return snapshot;
  }

  @Override
  public void restore(Map<?, ?> snapshot) {
    if (snapshot.get("partitions") instanceof List<?> trackers) {
      for (Object tracker : trackers) {
        List<?> pair = (List<?>) tracker;
        DatetimeCursor cursor = cursors.get(String.valueOf(pair.get(0)));
        if (cursor != null) {
          cursor.restore((Map<?, ?>) pair.get(1));
        }
      }
    }
    newest = snapshot.get("newest") instanceof Map<?, ?> map ? Values.fields(map) : null;
    began = Instant.parse(String.valueOf(snapshot.get("began")));
  }

  private DatetimeCursor cursor(Slice slice) {
    DatetimeCursor same = current;
    if (same != null && slice.equals(currentSlice)) {
      return same;
    }
    DatetimeCursor found = found(slice);
    current = found;
    currentSlice = slice;
    return found;
  }

  private DatetimeCursor found(Slice slice) {
    String key = Values.sortedJson(slice.partition());
    DatetimeCursor known = cursors.get(key);
    if (known != null) {
      return known;
    }
    if (cursors.size() >= MOST_PARTITIONS) {
      throw unsupported("at most " + MOST_PARTITIONS + " partitions but there are more");
    }
    Optional<Iso8601Duration> since =
        lookback > 0 ? Optional.of(Iso8601Duration.ofSeconds(lookback)) : Optional.empty();
    DatetimeCursor fresh = new DatetimeCursor(window, global == null ? Map.of() : global, since);
    partitions.put(key, slice.partition());
    cursors.put(key, fresh);
    return fresh;
  }

  private void known(@Nullable Object entry) {
    if (entry instanceof Map<?, ?> map
        && map.get("partition") instanceof Map<?, ?> partition
        && map.get("cursor") instanceof Map<?, ?> cursor) {
      String key = Values.sortedJson(partition);
      partitions.put(key, Values.fields(partition));
      cursors.put(key, new DatetimeCursor(window, cursor));
    }
  }

  private void begin(Map<?, ?> state) {
    if (!state.containsKey(window.field)) {
      throw unsupported("a cursor value under '" + window.field + "' but it is missing");
    }
    global = Values.fields(state);
    newest = Values.fields(state);
  }

  private static Misconfigured unsupported(String expected) {
    return new Misconfigured(
        "manifest.unsupported_state",
        "state",
        "expected " + expected,
        "reset the stream's checkpoint");
  }
}
