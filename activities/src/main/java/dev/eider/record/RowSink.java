package dev.eider.record;

import dev.eider.outcome.Problem;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a source puts what it reads during one chunk. Not thread-safe: one source, one thread.
 *
 * <p>Values are those of JSON: {@code null}, {@link Boolean}, {@link Long}, {@link
 * java.math.BigInteger}, {@link Double}, {@link java.math.BigDecimal}, {@link String}, {@link
 * java.util.List} and {@link Map} of these.
 */
public interface RowSink {

  /**
   * Stages one row (format {@code NDJSON}). The map belongs to the caller again afterwards. A row
   * that cannot be staged (no primary key, larger than the limit) is set aside and counted, and the
   * read goes on.
   */
  void row(Map<String, @Nullable Object> record);

  /**
   * Where to write the batch's file (format {@code DUCKDB}); {@link #wrote} must follow. The file
   * does not exist yet.
   */
  Path file();

  /** Says that {@link #file()} is complete and how many rows it holds. */
  void wrote(long rows);

  /**
   * Where to write which rows are gone, at the end of a read by {@link
   * dev.eider.plan.ReadMode#COMPARE}; {@link #wroteGone} must follow. The file does not exist yet.
   * It is a DuckDB file with a table {@code batch (key_id BIGINT)} of the keys that are gone; or,
   * where there was nothing to compare with, with a table {@code present (key_id BIGINT)} of all
   * keys there are, and an empty {@code batch}.
   */
  default Path goneFile() {
    throw new IllegalStateException("expected a read that compares");
  }

  /** Says that {@link #goneFile()} is complete and how many keys it holds, which may be none. */
  default void wroteGone(long keys) {
    throw new IllegalStateException("expected a read that compares");
  }

  /**
   * Sets one row aside that was left out of {@link #file()} (format {@code DUCKDB}): it is kept
   * with its reason and counted, and the read goes on. The map belongs to the caller again
   * afterwards.
   */
  default void setAside(Map<String, @Nullable Object> record, Problem problem) {
    throw new IllegalStateException("expected a source that stages its rows itself");
  }

  /**
   * Says that rows were left out of {@link #file()} for one reason, and are not kept.
   *
   * @param rows how many
   * @param problem why; its code is what counts
   */
  default void setAside(long rows, Problem problem) {
    throw new IllegalStateException("expected a source that stages its rows itself");
  }

  /** Tells a person what should be known of this read, e.g. why it takes every row. */
  default void note(String text) {}

  /**
   * A page is done: tells Temporal that there is progress.
   *
   * @param what the position in words, for people, e.g. {@code page 12}
   * @return whether the chunk is full: the source then returns its position and is called again
   * @throws RuntimeException (the SDK's own) when the activity is cancelled or superseded: let it
   *     pass
   */
  boolean pageDone(String what);

  /**
   * Says how many rows the whole read will hand out, where the source knows it at its start.
   *
   * @param rows about how many; for people only
   */
  default void total(long rows) {}

  /** Tells Temporal that the source waits on purpose, so that silence is not taken for death. */
  void waiting(String why);
}
