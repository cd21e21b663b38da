package dev.eider.connector.manifest.cursor;

import dev.eider.connector.manifest.partition.Router;
import dev.eider.connector.manifest.partition.Slice;
import dev.eider.connector.manifest.request.RequestOptions;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** For streams that are read from the beginning each time, with or without partitions. */
public final class NoCursor implements Cursor {
  private static final String MARK = "__ab_no_cursor_state_message";

  private final Optional<Router> router;

  /** Over the router's partitions, or over the whole. */
  public NoCursor(Optional<Router> router) {
    this.router = router;
  }

  @Override
  public Iterator<Slice> slices() {
    return router.map(r -> r.slices().iterator()).orElseGet(() -> List.of(Slice.WHOLE).iterator());
  }

  @Override
  public void options(Slice slice, RequestOptions options) {
    router.ifPresent(r -> r.options(slice, options));
  }

  @Override
  public boolean isNew(Slice slice, Map<String, @Nullable Object> record) {
    return true;
  }

  @Override
  public void observe(Slice slice, Map<String, @Nullable Object> record) {}

  @Override
  public void close(Slice slice) {}

  @Override
  public void abandon(Slice slice) {}

  @Override
  public void finish() {}

  @Override
  public Map<String, @Nullable Object> state() {
    return Map.of(MARK, true);
  }

  @Override
  public Map<String, @Nullable Object> snapshot() {
    return Map.of();
  }

  @Override
  public void restore(Map<?, ?> snapshot) {}
}
