package dev.eider.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stream with everything decided: what the check step makes of a {@link StreamPlan} and the
 * source's catalog.
 *
 * @param stream the stream's name at the source
 * @param mode how it is read
 * @param write how it is written, with its keys
 * @param cursor the cursor column, or null where the source keeps it to itself or has none
 * @param lookback how far before the last cursor value to read again; zero = not at all
 * @param table the destination table's name
 * @param columns the columns to take; null = all
 * @param schema where the stream's declared schema is staged (a key below the worker's staging
 *     folder)
 * @param format how batches travel between this source and this destination
 * @param evolution what a changed schema does; null = {@link Evolution#EVOLVE}
 * @param tolerance how many rows may be set aside; null = any number, in a run begun by a version
 *     that did not ask
 * @param embed how its rows become documents; null = they do not
 */
public record StreamTask(
    String stream,
    ReadMode mode,
    WriteMode write,
    @Nullable String cursor,
    Duration lookback,
    String table,
    @Nullable List<String> columns,
    String schema,
    BatchFormat format,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Evolution evolution,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Tolerance tolerance,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable EmbedPlan embed) {

  /** One whose rows do not become documents. */
  public StreamTask(
      String stream,
      ReadMode mode,
      WriteMode write,
      @Nullable String cursor,
      Duration lookback,
      String table,
      @Nullable List<String> columns,
      String schema,
      BatchFormat format,
      @Nullable Evolution evolution,
      @Nullable Tolerance tolerance) {
    this(
        stream, mode, write, cursor, lookback, table, columns, schema, format, evolution, tolerance,
        null);
  }

  /** One whose schema may evolve, and of which any number of rows may be set aside. */
  public StreamTask(
      String stream,
      ReadMode mode,
      WriteMode write,
      @Nullable String cursor,
      Duration lookback,
      String table,
      @Nullable List<String> columns,
      String schema,
      BatchFormat format) {
    this(stream, mode, write, cursor, lookback, table, columns, schema, format, null, null);
  }

  /** What a changed schema does. */
  public Evolution evolves() {
    return evolution == null ? Evolution.EVOLVE : evolution;
  }

  /** The columns a row's document is known by; none where nobody said. */
  public List<String> documentKey() {
    List<String> own = embed == null ? null : embed.key();
    return own == null ? write.keys() : own;
  }

  /** The same stream read another way. */
  public StreamTask read(ReadMode how) {
    return new StreamTask(
        stream, how, write, cursor, lookback, table, columns, schema, format, evolution, tolerance,
        embed);
  }

  /** The same stream of a mirror, compared in this run without looking for rows that are gone. */
  public StreamTask comparing(WriteMode.Mirror mirror) {
    return new StreamTask(
        stream,
        ReadMode.COMPARE,
        mirror.looking(Detection.NEVER),
        cursor,
        lookback,
        table,
        columns,
        schema,
        format,
        evolution,
        tolerance,
        embed);
  }

  /**
   * The same stream for rows that come once more: by key, or added where there is none, and no part
   * of a complete read.
   */
  public StreamTask replaying() {
    WriteMode adding = write.keys().isEmpty() ? new WriteMode.Append() : write;
    return new StreamTask(
        stream,
        ReadMode.INCREMENTAL,
        adding,
        cursor,
        lookback,
        table,
        columns,
        schema,
        BatchFormat.NDJSON,
        evolution,
        tolerance,
        embed);
  }
}
