package dev.eider.template;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stream slice as templates see it: a mapping of all its keys, with its parts as attributes. */
final class SliceValue extends AbstractMap<String, @Nullable Object> {
  static final Set<String> ATTRIBUTES =
      Set.of("partition", "_partition", "cursor_slice", "extra_fields");

  private final Map<String, @Nullable Object> partition;
  private final Map<String, @Nullable Object> cursor;
  private final Map<String, @Nullable Object> extraFields;
  private final Map<String, @Nullable Object> all;

  SliceValue(
      Map<String, @Nullable Object> partition,
      Map<String, @Nullable Object> cursor,
      Map<String, @Nullable Object> extraFields) {
    this.partition = partition;
    this.cursor = cursor;
    this.extraFields = extraFields;
    this.all = new LinkedHashMap<>(partition);
    all.putAll(cursor);
  }

  Object attribute(String name) {
    return switch (name) {
      case "cursor_slice" -> cursor;
      case "extra_fields" -> extraFields;
      default -> partition;
    };
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return all.containsKey(key);
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    return all.get(key);
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    return all.entrySet();
  }
}
