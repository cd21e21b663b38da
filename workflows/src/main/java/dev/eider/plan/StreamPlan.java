package dev.eider.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the sync file says about one stream; every field but the name may be left out.
 *
 * @param name the stream's name at the source
 * @param mode how to read it; null = the best it offers
 * @param write how to write it; null = upsert with a primary key, else append with a cursor, else
 *     overwrite
 * @param primaryKey column names; null = the source's own
 * @param cursor the column that grows with every change; null = the source's own
 * @param lookback how far before the last cursor value to read again, for rows that came late
 * @param table the destination table; null = the destination's default
 * @param columns the columns to take; null = all
 * @param deletes what becomes of rows that are gone; null = hard
 * @param detectDeletes how often a mirror looks for them; null = every sync
 * @param fuse how many may go unasked; null = the default
 * @param schemaChanges what a changed schema does; null = evolve
 * @param setAside how many rows may be set aside; null = the default
 * @param embed how its rows become documents; null = they do not
 */
public record StreamPlan(
    String name,
    @Nullable ReadMode mode,
    @Nullable WriteWord write,
    @Nullable List<String> primaryKey,
    @Nullable String cursor,
    @Nullable Duration lookback,
    @Nullable String table,
    @Nullable List<String> columns,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Removal deletes,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Detection detectDeletes,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Fuse fuse,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Evolution schemaChanges,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Tolerance setAside,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable EmbedPlan embed) {

  /** A stream whose rows do not become documents. */
  public StreamPlan(
      String name,
      @Nullable ReadMode mode,
      @Nullable WriteWord write,
      @Nullable List<String> primaryKey,
      @Nullable String cursor,
      @Nullable Duration lookback,
      @Nullable String table,
      @Nullable List<String> columns,
      @Nullable Removal deletes,
      @Nullable Detection detectDeletes,
      @Nullable Fuse fuse,
      @Nullable Evolution schemaChanges,
      @Nullable Tolerance setAside) {
    this(
        name,
        mode,
        write,
        primaryKey,
        cursor,
        lookback,
        table,
        columns,
        deletes,
        detectDeletes,
        fuse,
        schemaChanges,
        setAside,
        null);
  }

  /** A stream with nothing said about what becomes of it over time. */
  public StreamPlan(
      String name,
      @Nullable ReadMode mode,
      @Nullable WriteWord write,
      @Nullable List<String> primaryKey,
      @Nullable String cursor,
      @Nullable Duration lookback,
      @Nullable String table,
      @Nullable List<String> columns) {
    this(
        name,
        mode,
        write,
        primaryKey,
        cursor,
        lookback,
        table,
        columns,
        null,
        null,
        null,
        null,
        null);
  }

  /** A stream with nothing said about it. */
  public static StreamPlan of(String name) {
    return new StreamPlan(name, null, null, null, null, null, null, null);
  }
}
