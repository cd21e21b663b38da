package dev.eider.step;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.eider.outcome.Counts;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.Position;
import dev.eider.plan.StreamTask;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a stream stopped, as the destination itself knows it. */
@ActivityInterface
public interface Checkpoint {

  /** Opens a run of a stream: prepares the table, hands out a generation, tells where to begin. */
  @ActivityMethod(name = "OpenCheckpoint")
  Opened open(Open request);

  /** Ends a run of a stream: swaps an overwritten table in, writes the final state. */
  @ActivityMethod(name = "CloseCheckpoint")
  Counts close(Close request);

  /** Every stream's checkpoint in a destination, for {@code eider state show}. */
  @ActivityMethod(name = "ShowCheckpoints")
  List<Line> show(Show request);

  /** Forgets checkpoints, so that the next sync reads from the beginning; rows stay. */
  @ActivityMethod(name = "ResetCheckpoints")
  List<Line> reset(Show request);

  /**
   * Which run.
   *
   * @param sync the sync's name
   * @param sourceName what PyAirbyte would write into {@code source_name}
   * @param fingerprint of the source's configuration: two configurations never share a cursor
   * @param destination where rows go
   * @param task the stream
   * @param run identifies this run: the same run gets the same generation again
   * @param fresh begin from the beginning whatever the checkpoint says
   * @param accepted somebody approved the changes of the schema
   */
  record Open(
      String sync,
      String sourceName,
      String fingerprint,
      ConnectorPlan destination,
      StreamTask task,
      String run,
      boolean fresh,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean accepted) {}

  /**
   * An opened run.
   *
   * @param generation grows with every run of a stream; a smaller one may no longer commit
   * @param state what to begin from; null = the beginning
   * @param swept when rows that are gone were last looked for; null = never
   * @param changes what broke a promise in the stream's schema, in words: nothing is prepared
   *     before it is accepted; null = nothing to ask
   */
  record Opened(
      long generation,
      @Nullable String state,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant swept,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> changes) {

    /** Of a stream about which there is nothing more to say. */
    public Opened(long generation, @Nullable String state) {
      this(generation, state, null, null);
    }
  }

  /**
   * The end of a run.
   *
   * @param sync the sync's name
   * @param sourceName as in {@link Open}
   * @param destination where rows went
   * @param task the stream
   * @param generation the run
   * @param last where the stream stands
   * @param swept rows that are gone were looked for, and removed if there were any
   */
  record Close(
      String sync,
      String sourceName,
      ConnectorPlan destination,
      StreamTask task,
      long generation,
      Position last,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean swept) {}

  /**
   * Whose checkpoints.
   *
   * @param sync the sync's name
   * @param destination where they are kept
   * @param streams which; empty = all of this sync
   */
  record Show(String sync, ConnectorPlan destination, List<String> streams) {}

  /**
   * One stream's checkpoint.
   *
   * @param stream the stream
   * @param table its table
   * @param state JSON text; null = none
   * @param generation its newest run
   * @param chunk the newest batch of that run; -1 = none
   * @param updated when it was written
   */
  record Line(
      String stream,
      String table,
      @Nullable String state,
      long generation,
      int chunk,
      @Nullable Instant updated) {}
}
