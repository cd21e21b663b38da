package dev.eider.cli.syncfile;

import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.Detection;
import dev.eider.plan.EmbedPlan;
import dev.eider.plan.Evolution;
import dev.eider.plan.Fuse;
import dev.eider.plan.ReadMode;
import dev.eider.plan.Removal;
import dev.eider.plan.StreamPlan;
import dev.eider.plan.SyncPlan;
import dev.eider.plan.Tolerance;
import dev.eider.plan.WriteWord;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values of a file that was found sound, as the records that travel. */
final class Plans {

  private Plans() {}

  static SyncPlan sync(Map<String, Object> values) {
    return new SyncPlan(
        required(values, "name", String.class),
        required(values, "source", ConnectorPlan.class),
        required(values, "destination", ConnectorPlan.class),
        list(values, "streams", StreamPlan.class, List.of()),
        false,
        pace(values),
        or(value(values, "verify", Boolean.class), false));
  }

  static StreamPlan stream(String name, Map<String, Object> values) {
    return new StreamPlan(
        name,
        word(values, "mode", ReadMode.values(), ReadMode::word),
        word(values, "write", WriteWord.values(), WriteWord::word),
        names(values, "primary_key"),
        value(values, "cursor", String.class),
        value(values, "lookback", Duration.class),
        value(values, "table", String.class),
        names(values, "columns"),
        word(values, "deletes", Removal.values(), Removal::word),
        word(values, "detect_deletes", Detection.values(), Detection::word),
        fuse(value(values, "fuse", Map.class)),
        word(values, "schema_changes", Evolution.values(), Evolution::word),
        tolerance(value(values, "set_aside_limit", Long.class)),
        value(values, "embed", EmbedPlan.class));
  }

  private static @Nullable Tolerance tolerance(@Nullable Long rows) {
    return rows == null ? null : Tolerance.of(rows);
  }

  private static @Nullable Fuse fuse(@Nullable Map<?, ?> values) {
    if (values == null) {
      return null;
    }
    Long percent = value(values, "percent", Long.class);
    return new Fuse(
        percent == null ? Fuse.DEFAULT.share() : percent / 100.0,
        or(value(values, "rows", Long.class), Fuse.DEFAULT.rows()));
  }

  private static <T> @Nullable T word(
      Map<String, Object> values, String key, T[] all, Function<T, String> word) {
    return Arrays.stream(all)
        .filter(one -> word.apply(one).equals(values.get(key)))
        .findFirst()
        .orElse(null);
  }

  private static SyncPlan.Pace pace(Map<String, Object> values) {
    SyncPlan.Pace usual = SyncPlan.Pace.DEFAULT;
    Map<?, ?> chunk = or(value(values, "chunk", Map.class), Map.of());
    return new SyncPlan.Pace(
        or(value(values, "parallel_streams", Long.class), (long) usual.parallelStreams())
            .intValue(),
        or(value(chunk, "pages", Long.class), (long) usual.chunkPages()).intValue(),
        or(value(chunk, "time", Duration.class), usual.chunkTime()),
        or(value(chunk, "bytes", Long.class), usual.chunkBytes()),
        or(value(values, "give_up_after", Duration.class), usual.giveUpAfter()));
  }

  private static @Nullable List<String> names(Map<String, Object> values, String key) {
    return values.containsKey(key) ? list(values, key, String.class, List.of()) : null;
  }

  private static <T> List<T> list(
      Map<String, Object> values, String key, Class<T> type, List<T> fallback) {
    return values.get(key) instanceof List<?> list
        ? list.stream().map(type::cast).toList()
        : fallback;
  }

  private static <T> T required(Map<String, Object> values, String key, Class<T> type) {
    T value = value(values, key, type);
    if (value == null) {
      throw new IllegalStateException("a sound sync file has '" + key + "'");
    }
    return value;
  }

  private static <T> @Nullable T value(Map<?, ?> values, String key, Class<T> type) {
    Object value = values.get(key);
    return value == null ? null : type.cast(value);
  }

  private static <T> T or(@Nullable T value, T fallback) {
    return value == null ? fallback : value;
  }
}
