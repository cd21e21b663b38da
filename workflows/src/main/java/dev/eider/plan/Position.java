package dev.eider.plan;

import org.jspecify.annotations.Nullable;

/**
 * Where a stream stands, in the source's own words. Opaque to everybody else: JSON text, kept
 * exactly.
 *
 * @param state what a next sync begins from (an Airbyte stream state for manifests); null = from
 *     the beginning
 * @param resume where this sync goes on inside its read (slice, page, upper bound); null = at the
 *     start of the read
 * @param complete the read reached its end
 */
public record Position(@Nullable String state, @Nullable String resume, boolean complete) {

  /** The start of a read that continues from a state, or from the beginning. */
  public static Position from(@Nullable String state) {
    return new Position(state, null, false);
  }

  /** In the middle of a read. */
  public static Position within(@Nullable String state, String resume) {
    return new Position(state, resume, false);
  }

  /** The end of a read. */
  public static Position end(@Nullable String state) {
    return new Position(state, null, true);
  }
}
