package dev.eider.destination;

import dev.eider.outcome.Counts;
import dev.eider.plan.Position;
import dev.eider.plan.StreamTask;
import dev.eider.record.RowSchema;
import dev.eider.record.StagedBatch;
import dev.eider.step.Checkpoint;
import java.util.List;

/**
 * A place rows go to. Opened for one step, closed after it. Every failure is a {@link
 * dev.eider.fault.Fault}.
 *
 * <p>Promises: rows, ledger line and checkpoint of a batch become visible together or not at all;
 * the same batch loaded twice changes nothing; a smaller generation than the newest opened one can
 * no longer commit.
 */
public interface Destination extends AutoCloseable {

  /** Reaches the destination and sees that it can be written to. */
  void check();

  /** Refuses a table that another sync or another configuration of the source writes. */
  void claim(Run run, List<StreamTask> tasks);

  /** Prepares the table for a run and tells where to begin; the same run gets the same answer. */
  Checkpoint.Opened open(Run run, StreamTask task, RowSchema schema, boolean fresh);

  /** Loads one batch and commits it together with its position. */
  Counts load(Batch batch);

  /** Ends a run: swaps an overwritten table in, writes the last position. May run twice. */
  Counts close(Run run, StreamTask task, long generation, Position last);

  /** The checkpoints of a sync. */
  List<Checkpoint.Line> checkpoints(String sync, List<String> streams);

  /** Forgets the checkpoints of a sync and returns what they were. */
  List<Checkpoint.Line> reset(String sync, List<String> streams);

  /** Lets go of connections; never throws. */
  @Override
  void close();

  /**
   * Who writes.
   *
   * @param sync the sync's name
   * @param sourceName what state tables call the source
   * @param fingerprint of the source's configuration; empty = any of this sync
   * @param id identifies the run of the stream
   */
  record Run(String sync, String sourceName, String fingerprint, String id) {}

  /**
   * What to load.
   *
   * @param sync the sync's name
   * @param sourceName what state tables call the source
   * @param task the stream
   * @param generation the run of this stream
   * @param chunk the batch's number within it
   * @param attempt which try this is, from 1
   * @param staged the rows
   * @param reached where the stream stands once they are there
   */
  record Batch(
      String sync,
      String sourceName,
      StreamTask task,
      long generation,
      int chunk,
      int attempt,
      StagedBatch staged,
      Position reached) {}
}
