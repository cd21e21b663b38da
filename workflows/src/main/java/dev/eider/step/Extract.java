package dev.eider.step;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.eider.outcome.Counts;
import dev.eider.outcome.Problem;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.Position;
import dev.eider.plan.StreamTask;
import dev.eider.plan.SyncPlan;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/**
 * Reads one chunk of a stream into a staged batch. May run twice: each run stages its own batch.
 */
@ActivityInterface
public interface Extract {

  /** Reads on until the chunk is full or the stream ends. */
  @ActivityMethod(name = "Extract")
  Extracted extract(Request request);

  /**
   * Lets the source keep what a read by {@link dev.eider.plan.ReadMode#COMPARE} found, now that the
   * destination has it. May run twice, or never: then the next read compares with what was kept
   * before, and what it finds anew is equal already.
   */
  @ActivityMethod(name = "SettleExtract")
  void settle(Settle request);

  /**
   * A read whose rows are at the destination.
   *
   * @param sync the sync's name
   * @param source where rows came from
   * @param task the stream
   * @param last where the read ended
   * @param swept the rows that are gone were removed as well
   */
  record Settle(String sync, ConnectorPlan source, StreamTask task, Position last, boolean swept) {}

  /**
   * Which chunk.
   *
   * @param sync the sync's name
   * @param source where rows come from
   * @param task the stream
   * @param generation the run of this stream, see {@link Checkpoint.Opened}
   * @param chunk counted from 0 within the generation
   * @param from where to read on
   * @param pace when the chunk is full
   */
  record Request(
      String sync,
      ConnectorPlan source,
      StreamTask task,
      long generation,
      int chunk,
      Position from,
      SyncPlan.Pace pace) {}

  /**
   * What was read.
   *
   * @param batch the staged rows; null when there were none
   * @param reached where to read on, or complete
   * @param counts rows read and set aside, pages, bytes
   * @param total rows the whole read will have, said once at its start; null where nobody knows
   * @param gone the staged keys of rows that are gone, said at the end of a read by {@link
   *     dev.eider.plan.ReadMode#COMPARE}; null = none
   * @param aside why the first row of this chunk that was set aside was; null = none was
   * @param note what a person should know of this read, e.g. why it takes every row; else null
   */
  record Extracted(
      @Nullable BatchRef batch,
      Position reached,
      Counts counts,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long total,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BatchRef gone,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Problem aside,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String note) {

    /** Of a chunk about which nothing more is known. */
    public Extracted(@Nullable BatchRef batch, Position reached, Counts counts) {
      this(batch, reached, counts, null, null, null, null);
    }

    /** Of a chunk of which no row was set aside. */
    public Extracted(
        @Nullable BatchRef batch,
        Position reached,
        Counts counts,
        @Nullable Long total,
        @Nullable BatchRef gone) {
      this(batch, reached, counts, total, gone, null, null);
    }
  }
}
