package dev.eider.template;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names a template can see. A name that is not in scope is an error, even inside {@code is
 * defined}. {@code stream_partition} and {@code stream_interval} are other words for {@code
 * stream_slice}, unless they are in scope themselves.
 *
 * @param clock what {@code now_utc()} reads
 * @param names each visible name with its value
 */
public record Scope(Clock clock, Map<String, ? extends @Nullable Object> names) {

  /** This scope with one more name; an existing one is hidden. */
  public Scope with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new HashMap<>(names);
    more.put(name, value);
    return new Scope(clock, more);
  }

  /**
   * This scope with a stream slice under its three names, and each extra field under its own. The
   * slice is a mapping of partition and cursor keys; {@code .partition}, {@code .cursor_slice} and
   * {@code .extra_fields} are its parts.
   */
  public Scope withSlice(
      Map<String, @Nullable Object> partition,
      Map<String, @Nullable Object> cursor,
      Map<String, @Nullable Object> extraFields) {
    Map<String, @Nullable Object> more = new HashMap<>(names);
    more.putAll(extraFields);
    more.put("stream_slice", new SliceValue(partition, cursor, extraFields));
    return new Scope(clock, more);
  }

  /** This scope with {@code json_loads}, which only some components offer. */
  public Scope withJsonLoads() {
    return with("json_loads", new Callable.Global("json_loads"));
  }

  boolean has(String name) {
    return names.containsKey(name) || (isAlias(name) && names.containsKey("stream_slice"));
  }

  @Nullable Object get(String name) {
    Object value = names.get(name);
    boolean alias = value == null && isAlias(name) && !names.containsKey(name);
    return alias ? names.get("stream_slice") : value;
  }

  private static boolean isAlias(String name) {
    return name.equals("stream_partition") || name.equals("stream_interval");
  }
}
