package dev.eider.step;

import dev.eider.outcome.Counts;
import dev.eider.plan.StreamTask;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that could not be written: what there is of them, and another try. */
@ActivityInterface
public interface Quarantine {

  /** What is set aside. The rows themselves stay in their files; only where they lie travels. */
  @ActivityMethod(name = "ShowSetAside")
  Held show(Of request);

  /** Stages a stream's set-aside rows as one batch; those still wrong are kept with it. */
  @ActivityMethod(name = "StageSetAside")
  Staged stage(Stage request);

  /** Once the batch is loaded: forgets the rows that went in, keeps those that did not. */
  @ActivityMethod(name = "SettleSetAside")
  long settle(Settle request);

  /**
   * Whose rows.
   *
   * @param sync the sync's name
   * @param streams which; empty = all
   * @param rows how many rows to point at, at most
   */
  record Of(String sync, List<String> streams, int rows) {}

  /**
   * What is set aside.
   *
   * @param heaps by stream and reason
   * @param rows the first of them, in the order they came
   */
  record Held(List<Heap> heaps, List<Row> rows) {}

  /**
   * Rows of one stream with one reason.
   *
   * @param stream the stream
   * @param code the reason's code
   * @param message the reason of the first of them
   * @param rows how many
   * @param oldest when the first came
   * @param newest when the last came
   */
  record Heap(
      String stream, String code, String message, long rows, Instant oldest, Instant newest) {}

  /**
   * One row.
   *
   * @param stream the stream
   * @param code the reason's code
   * @param message the reason
   * @param generation the run that read it
   * @param chunk the chunk it was read in
   * @param page the page within the chunk, from 1
   * @param at when
   * @param file where it lies, on the worker's machine
   * @param offset of the row's JSON text in that file, in bytes
   * @param length of that text, in bytes
   */
  record Row(
      String stream,
      String code,
      String message,
      long generation,
      int chunk,
      long page,
      Instant at,
      String file,
      long offset,
      long length) {}

  /**
   * Which rows to try again.
   *
   * @param sync the sync's name
   * @param task the stream as it is written now
   * @param generation its newest run
   */
  record Stage(String sync, StreamTask task, long generation) {}

  /**
   * Rows staged once more.
   *
   * @param batch the rows that can be written now, and beside them those that cannot; null = none
   *     were set aside
   * @param counts rows tried and still set aside
   * @param files the files they came from
   */
  record Staged(@Nullable BatchRef batch, Counts counts, List<String> files) {}

  /**
   * A batch that is loaded.
   *
   * @param sync the sync's name
   * @param stream the stream
   * @param batch what was staged
   * @param files the files it came from
   */
  record Settle(String sync, String stream, BatchRef batch, List<String> files) {}
}
