package dev.eider.source;

import dev.eider.digest.Digests;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.Position;
import dev.eider.plan.StreamTask;
import dev.eider.record.RowSchema;
import dev.eider.record.RowSink;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place rows come from. Opened for one step, used by one thread, closed after it. Every failure
 * is a {@link dev.eider.fault.Fault}; no message names a secret or a row's content.
 */
public interface Source extends AutoCloseable {

  /** Reaches the source with its credentials; throws the fault that stands in the way. */
  void check();

  /** Every stream, in the source's order. */
  List<StreamInfo> discover();

  /**
   * Reads on from a position until the sink says the chunk is full or the stream ends.
   *
   * <p>Promises: the positions it returns make a read in many chunks equal to a read in one; a read
   * that starts from the state of a complete one yields only what changed since (perhaps the last
   * rows again); no row is left out between two positions.
   */
  Position read(ReadRequest request, RowSink sink);

  /**
   * Keeps what a read by {@link dev.eider.plan.ReadMode#COMPARE} found, now that the destination
   * has it; called at most once a read, or again after a crash.
   *
   * @param swept rows that are gone were removed there too; else the next read finds them again
   */
  default void settle(String sync, StreamTask task, Position last, boolean swept) {}

  /**
   * The rows a read from the beginning would hand out, as digests; empty where the source cannot
   * compute them and has to be read.
   *
   * @param state the checkpoint the destination stands at: rows past it are newer; null = none is
   */
  default Optional<Digests> digests(StreamTask task, @Nullable String state) {
    return Optional.empty();
  }

  /** Lets go of connections; never throws. */
  @Override
  void close();

  /**
   * Which part of which stream.
   *
   * @param sync whose read it is
   * @param task the stream with everything decided
   * @param schema its declared schema
   * @param from where to read on
   * @param format how to stage rows
   */
  record ReadRequest(
      String sync, StreamTask task, RowSchema schema, Position from, BatchFormat format) {}
}
