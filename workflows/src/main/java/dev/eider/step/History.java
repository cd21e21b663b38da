package dev.eider.step;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.StreamTask;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every checkpoint a stream had, and the way back to one of them. */
@ActivityInterface
public interface History {

  /** A stream's checkpoints, newest first. */
  @ActivityMethod(name = "ListCheckpoints")
  List<Moment> list(Of request);

  /** Takes a stream back to where it stood; rows stay. */
  @ActivityMethod(name = "RewindCheckpoint")
  Rewound rewind(Rewind request);

  /** Writes checkpoints that were kept elsewhere; all of them or none. */
  @ActivityMethod(name = "ImportCheckpoints")
  List<Checkpoint.Line> take(Import request);

  /**
   * Whose checkpoints.
   *
   * @param sync the sync's name
   * @param destination where they are kept
   * @param stream the stream
   * @param limit how many at most
   */
  record Of(String sync, ConnectorPlan destination, String stream, int limit) {}

  /**
   * One checkpoint that was.
   *
   * @param number counts the stream's checkpoints; larger is newer, whatever the clock said
   * @param kind what wrote it: {@code batch}, {@code close}, {@code replay}, {@code rewind}, {@code
   *     import} or {@code reset}
   * @param generation the run
   * @param chunk the newest batch of that run; -1 = none
   * @param write how the run wrote, e.g. {@code upsert}; null where no rows came with it
   * @param state JSON text, cut where it is long; null = the beginning
   * @param rows rows of the batch
   * @param written rows that were new or changed
   * @param committed when
   * @param note what else there is to say, e.g. where it went back to; null = nothing
   */
  record Moment(
      long number,
      String kind,
      long generation,
      int chunk,
      @Nullable String write,
      @Nullable String state,
      long rows,
      long written,
      Instant committed,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String note) {}

  /**
   * Where to.
   *
   * @param sync the sync's name
   * @param destination where its checkpoints are kept
   * @param stream the stream
   * @param to where to
   * @param dryRun only tell what it would become
   * @param repeat rows that would be there twice afterwards are wanted
   */
  record Rewind(
      String sync,
      ConnectorPlan destination,
      String stream,
      Target to,
      boolean dryRun,
      boolean repeat) {}

  /**
   * One of a stream's checkpoints: the newest at a time, or that of a batch.
   *
   * @param at the time; null = by batch
   * @param generation the run; null = by time
   * @param chunk the batch; null = by time
   */
  record Target(
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant at,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long generation,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer chunk) {}

  /**
   * What a stream went back to, or would.
   *
   * @param stream the stream
   * @param table its table
   * @param from the state before; null = the beginning
   * @param state the state after; null = the beginning
   * @param to the checkpoint it is that of
   * @param batches how many batches were committed after it
   * @param rows their rows, which the next sync reads again
   * @param repeated those of them that were appended and will be there twice
   */
  record Rewound(
      String stream,
      String table,
      @Nullable String from,
      @Nullable String state,
      Moment to,
      long batches,
      long rows,
      long repeated) {}

  /**
   * Checkpoints to write.
   *
   * @param sync the sync's name
   * @param sourceName what state tables call the source
   * @param fingerprint of the source's configuration
   * @param destination where they will be kept
   * @param streams which, each with its state
   * @param note where they come from
   */
  record Import(
      String sync,
      String sourceName,
      String fingerprint,
      ConnectorPlan destination,
      List<Given> streams,
      String note) {}

  /**
   * A stream's state from elsewhere.
   *
   * @param task the stream
   * @param state JSON text
   */
  record Given(StreamTask task, String state) {}
}
