package dev.eider.connector.manifest.cursor;

import dev.eider.connector.manifest.partition.Slice;
import dev.eider.connector.manifest.request.RequestOptions;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into slices, sees its records go by, and knows the state a next sync begins from.
 * One read, one thread: each slice is opened by {@link #slices}, observed, and closed before the
 * next.
 */
public sealed interface Cursor permits NoCursor, DatetimeCursor, PartitionedCursor {

  /** The slices of this read, in order; the same ones each time it is asked in equal conditions. */
  Iterator<Slice> slices();

  /** Adds what a slice's requests carry because of it. */
  void options(Slice slice, RequestOptions options);

  /** Whether a record lies between what earlier syncs read and the upper bound. */
  boolean isNew(Slice slice, Map<String, @Nullable Object> record);

  /** Takes note of a record that was read. */
  void observe(Slice slice, Map<String, @Nullable Object> record);

  /** All records of a slice were read. */
  void close(Slice slice);

  /** Forgets a slice that failed. */
  void abandon(Slice slice);

  /** All slices were read. */
  void finish();

  /** What a next sync begins from, as the reference would emit it now. */
  Map<String, @Nullable Object> state();

  /** What {@link #restore} needs to go on from here, as JSON. */
  Map<String, @Nullable Object> snapshot();

  /** Goes on where a snapshot was taken. */
  void restore(Map<?, ?> snapshot);
}
