package dev.eider.outcome;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sync: how far it is, or what came of it.
 *
 * @param sync its name
 * @param outcome {@link Outcome#RUNNING} until it ended
 * @param phase what it is doing now
 * @param streams one report per stream, in catalog order; empty until the catalog is resolved
 * @param notes things worth knowing that stopped nothing
 * @param fault why the sync itself failed, or null
 * @param started when it began
 * @param ended when it ended, or null
 */
public record SyncReport(
    String sync,
    Outcome outcome,
    String phase,
    List<StreamReport> streams,
    List<Problem> notes,
    @Nullable FaultReport fault,
    Instant started,
    @Nullable Instant ended) {

  /** All streams' counts together. */
  public Counts total() {
    return streams.stream().map(StreamReport::counts).reduce(Counts.NONE, Counts::plus);
  }
}
