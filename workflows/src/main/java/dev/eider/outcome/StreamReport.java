package dev.eider.outcome;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a sync: how far it is, or what came of it.
 *
 * @param stream the stream's name at the source
 * @param table where its rows go, as a user would write it in a query
 * @param how mode and write mode in words, e.g. {@code incremental, upsert}
 * @param outcome {@link Outcome#RUNNING} until it ended
 * @param phase what it is doing now: {@code waiting}, {@code extracting}, {@code loading}, …
 * @param counts so far
 * @param chunks chunks loaded so far
 * @param cursor the newest checkpointed state, as JSON text, or null before the first
 * @param fault why it failed or waits, or null
 * @param started when the stream began
 * @param ended when it ended, or null
 * @param total rows the read will have, where the source knows it; else null
 * @param question what it is parked for, or null
 * @param note what is worth knowing of how it ended, or null
 * @param vectors what became of its documents; null = it has none
 */
public record StreamReport(
    String stream,
    String table,
    String how,
    Outcome outcome,
    String phase,
    Counts counts,
    int chunks,
    @Nullable String cursor,
    @Nullable FaultReport fault,
    Instant started,
    @Nullable Instant ended,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long total,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Question question,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String note,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Vectors vectors) {

  /** Of a stream about which nothing more is known. */
  public StreamReport(
      String stream,
      String table,
      String how,
      Outcome outcome,
      String phase,
      Counts counts,
      int chunks,
      @Nullable String cursor,
      @Nullable FaultReport fault,
      Instant started,
      @Nullable Instant ended) {
    this(
        stream, table, how, outcome, phase, counts, chunks, cursor, fault, started, ended, null,
        null, null, null);
  }

  /** The same with other counts. */
  public StreamReport with(Counts other) {
    return new StreamReport(
        stream, table, how, outcome, phase, other, chunks, cursor, fault, started, ended, total,
        question, note, vectors);
  }
}
