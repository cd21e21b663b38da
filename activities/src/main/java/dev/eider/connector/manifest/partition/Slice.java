package dev.eider.connector.manifest.partition;

import dev.eider.template.Scope;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One part of a stream that is read on its own: a partition, a stretch of the cursor, or both.
 * Templates see it as {@code stream_slice}, {@code stream_partition} and {@code stream_interval}.
 *
 * @param partition the routers' keys
 * @param cursor the cursor's keys, e.g. {@code start_time} and {@code end_time}
 * @param extraFields what a parent record gave beside its key
 */
public record Slice(
    Map<String, @Nullable Object> partition,
    Map<String, @Nullable Object> cursor,
    Map<String, @Nullable Object> extraFields) {

  /** The one slice of a stream that has neither partitions nor a cursor. */
  public static final Slice WHOLE = new Slice(Map.of(), Map.of(), Map.of());

  /** A scope with this slice in it. */
  public Scope seenIn(Scope scope) {
    return scope.withSlice(partition, cursor, extraFields);
  }
}
