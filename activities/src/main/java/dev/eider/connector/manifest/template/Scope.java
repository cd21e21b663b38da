package dev.eider.connector.manifest.template;

import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names a template can see. A name that is not in scope is an error, even inside {@code is
 * defined}.
 *
 * @param clock what {@code now_utc()} reads
 * @param names each visible name with its value
 */
public record Scope(Clock clock, Map<String, ? extends @Nullable Object> names) {

  /** This scope with one more name; an existing one is hidden. */
  public Scope with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new java.util.HashMap<>(names);
    more.put(name, value);
    return new Scope(clock, more);
  }
}
