package dev.eider.outcome;

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
    @Nullable Instant ended) {}
