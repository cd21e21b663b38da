package dev.eider.plan;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A source or a destination as the user described it.
 *
 * @param type the connector's name, e.g. {@code manifest} or {@code duckdb}
 * @param options its fields with absolute paths; secrets stand in them as references only
 */
public record ConnectorPlan(String type, Map<String, @Nullable Object> options) {

  /** Keeps the options in a fixed order, so that equal plans have equal text. */
  public ConnectorPlan {
    options = new TreeMap<>(options);
  }
}
