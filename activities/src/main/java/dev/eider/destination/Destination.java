package dev.eider.destination;

import dev.eider.digest.Digests;
import dev.eider.outcome.Counts;
import dev.eider.plan.Position;
import dev.eider.plan.StreamTask;
import dev.eider.record.RowSchema;
import dev.eider.record.StagedBatch;
import dev.eider.step.Checkpoint;
import dev.eider.step.Sweep;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place rows go to. Opened for one step, closed after it. Every failure is a {@link
 * dev.eider.fault.Fault}.
 *
 * <p>Promises: rows, ledger line and checkpoint of a batch become visible together or not at all;
 * the same batch loaded twice changes nothing; a smaller generation than the newest opened one can
 * no longer commit.
 *
 * <p>Of a mirror also: a batch of a complete listing is listed together with its rows; what a
 * survey found gone stays fixed until it is removed, for days if need be; rows whose key is null
 * are never gone; a row that was removed softly and comes again lives again, whatever it holds.
 * Without a key a row is known by all it holds; equal ones are counted over all batches of the run.
 */
public interface Destination extends AutoCloseable {

  /** Reaches the destination and sees that it can be written to. */
  void check();

  /** Refuses a table that another sync or another configuration of the source writes. */
  void claim(Run run, List<StreamTask> tasks);

  /**
   * Prepares the table for a run and tells where to begin; the same run gets the same answer. A
   * mirror is told its state however it is read, unless it begins afresh. Where the schema broke a
   * promise, nothing is prepared before that was accepted.
   *
   * @param fresh begin from the beginning
   * @param accepted somebody approved what changed
   */
  Checkpoint.Opened open(
      Run run, StreamTask task, RowSchema schema, boolean fresh, boolean accepted);

  /** Loads one batch and commits it together with its position. */
  Counts load(Batch batch);

  /**
   * Finds the rows that are gone at the source and notes which these are; changes nothing a user
   * sees. Called after every batch of a complete read was loaded. May run twice: the run's first
   * answer holds.
   */
  Sweep.Found survey(Gone gone);

  /**
   * Removes exactly the rows the run's survey noted, as the stream's mirror asks for. May run
   * twice.
   */
  Counts remove(Gone gone);

  /**
   * Ends a run: swaps an overwritten table in, writes the last position. May run twice.
   *
   * @param swept rows that are gone were looked for, and removed if there were any
   */
  Counts close(Run run, StreamTask task, long generation, Position last, boolean swept);

  /** The checkpoints of a sync. */
  List<Checkpoint.Line> checkpoints(String sync, List<String> streams);

  /** Forgets the checkpoints of a sync and returns what they were. */
  List<Checkpoint.Line> reset(String sync, List<String> streams);

  /** What it remembers of the checkpoints of its streams; of use while this is open. */
  Recall recall();

  /**
   * The rows of a stream's table as digests, without Eider's own columns and without rows removed
   * softly; empty where the destination cannot compute them.
   *
   * @param state where the table stands for a source, its checkpoint: rows past it are newer
   */
  default Optional<Digests> digests(StreamTask task, @Nullable String state) {
    return Optional.empty();
  }

  /**
   * What a collection of vectors does not follow yet; empty where rows have no such ledger. Of use
   * while this is open.
   */
  default Optional<Outbox> outbox(StreamTask task, Outbox.Book book) {
    return Optional.empty();
  }

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
   * Which rows are gone.
   *
   * @param sync the sync's name
   * @param task the stream, as it was read
   * @param generation the run that read it
   * @param keys for a survey of what the source found by comparing: a DuckDB file with a table
   *     {@code batch} of the {@code key_id} that are gone, or {@code present} of all that are
   *     there; null = gone is whose key no batch of this generation had, and without a key what its
   *     batches had less often. A removal needs none
   */
  record Gone(String sync, StreamTask task, long generation, @Nullable StagedBatch keys) {}

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
