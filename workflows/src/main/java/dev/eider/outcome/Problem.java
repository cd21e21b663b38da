package dev.eider.outcome;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong, in the words a user reads: what, where, what to do.
 *
 * @param code dotted and stable, owned by the folder that raises it, e.g. {@code duckdb.locked}
 * @param where a stream with a JSON pointer, a file with a line, or a URL without its query
 * @param message lower-case start, no full stop, expected before actual, never a secret or a row
 * @param fix one imperative line, or null where nobody can do anything
 */
public record Problem(String code, String where, String message, @Nullable String fix) {

  /** As one line: {@code where: message → fix}. */
  public String line() {
    return where + ": " + message + (fix == null ? "" : " → " + fix);
  }
}
