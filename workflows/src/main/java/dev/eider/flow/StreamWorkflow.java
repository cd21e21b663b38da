package dev.eider.flow;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.eider.outcome.Counts;
import dev.eider.outcome.Question;
import dev.eider.outcome.StreamReport;
import dev.eider.outcome.Vectors;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.Position;
import dev.eider.plan.StreamTask;
import dev.eider.plan.SyncPlan;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a sync: open the checkpoint, then extract, load, checkpoint, chunk after chunk,
 * until the source has no more. Its id is {@code sync/<name>/<stream>}.
 */
@WorkflowInterface
public interface StreamWorkflow {

  /** Runs the stream to its end. */
  @WorkflowMethod(name = "Stream")
  StreamReport run(Request request);

  /** How far it is. */
  @QueryMethod(name = "report")
  StreamReport report();

  /**
   * Answers the question the stream is parked for; refused when it waits for none.
   *
   * @param approved go ahead, or leave it
   * @return the question this answered
   */
  @UpdateMethod(name = "decide")
  Question decide(boolean approved);

  /** Refuses an answer nobody waits for, before it becomes part of the history. */
  @UpdateValidatorMethod(updateName = "decide")
  void refuseUnasked(boolean approved);

  /**
   * What to do, and where to go on after a continue-as-new.
   *
   * @param sync the sync's name
   * @param source where rows come from
   * @param sourceName what state tables call the source
   * @param fingerprint of the source's configuration
   * @param destination where rows go
   * @param task the stream
   * @param pace how the work is cut
   * @param fresh begin from the beginning whatever the checkpoint says
   * @param searchAttributes whether the server knows Eider's search attributes
   * @param continued where the run before stopped; null = this is the first
   */
  record Request(
      String sync,
      ConnectorPlan source,
      String sourceName,
      String fingerprint,
      ConnectorPlan destination,
      StreamTask task,
      SyncPlan.Pace pace,
      boolean fresh,
      boolean searchAttributes,
      @Nullable Continued continued) {

    /** The same from there on, read the way it was begun. */
    Request from(StreamTask read, Continued reached) {
      return new Request(
          sync,
          source,
          sourceName,
          fingerprint,
          destination,
          read,
          pace,
          fresh,
          searchAttributes,
          reached);
    }
  }

  /**
   * A stream in the middle of its read or of its embedding, between two runs of its workflow.
   *
   * @param generation of the opened checkpoint
   * @param chunk the next chunk's number
   * @param at where to read on
   * @param counts so far
   * @param started when the stream began
   * @param total rows the whole read will have; null where nobody knows
   * @param vectors what was embedded so far; null = its rows are not all there yet
   * @param note what a person should know of what is behind; null = nothing
   */
  record Continued(
      long generation,
      int chunk,
      Position at,
      Counts counts,
      Instant started,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long total,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Vectors vectors,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String note) {

    /** Of a read whose length is not known. */
    public Continued(long generation, int chunk, Position at, Counts counts, Instant started) {
      this(generation, chunk, at, counts, started, null, null, null);
    }

    /** In the middle of its read. */
    public Continued(
        long generation,
        int chunk,
        Position at,
        Counts counts,
        Instant started,
        @Nullable Long total) {
      this(generation, chunk, at, counts, started, total, null, null);
    }

    /** The same with so much embedded. */
    Continued embedded(Vectors done, @Nullable String note) {
      return new Continued(generation, chunk, at, counts, started, total, done, note);
    }
  }
}
