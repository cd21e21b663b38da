package dev.eider.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One sync, self-contained: any worker can run it, whatever folder it was started in.
 *
 * @param name 1 to 100 letters, digits, {@code . _ -}; it is part of workflow ids and file names
 * @param source where rows come from
 * @param destination where they go
 * @param streams the streams to sync; empty = every stream of the source
 * @param fullRefresh forget checkpoints and read everything again
 * @param pace how the work is cut and how long a silent source is waited for
 * @param verify compare source and destination after each sync
 */
public record SyncPlan(
    String name,
    ConnectorPlan source,
    ConnectorPlan destination,
    List<StreamPlan> streams,
    boolean fullRefresh,
    Pace pace,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean verify) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /** Refuses a name that cannot be part of a workflow id and a file name. */
  public SyncPlan {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "expected a name of 1 to 100 letters, digits, '.', '_' or '-' but was '" + name + "'");
    }
    streams = List.copyOf(streams);
  }

  /** A sync that is not compared afterwards. */
  public SyncPlan(
      String name,
      ConnectorPlan source,
      ConnectorPlan destination,
      List<StreamPlan> streams,
      boolean fullRefresh,
      Pace pace) {
    this(name, source, destination, streams, fullRefresh, pace, false);
  }

  /** The workflow id of the one running sync of this name. */
  public String workflowId() {
    return workflowId(name);
  }

  /** The workflow id of the one running sync of that name. */
  public static String workflowId(String name) {
    return "sync/" + name;
  }

  /**
   * How the work is cut.
   *
   * @param parallelStreams streams extracted at the same time, 1 to 64
   * @param chunkPages pages in one chunk at most
   * @param chunkTime how long one chunk is extracted at most
   * @param chunkBytes bytes staged for one chunk at most
   * @param giveUpAfter how long to wait without progress for what is unavailable
   */
  public record Pace(
      int parallelStreams,
      int chunkPages,
      Duration chunkTime,
      long chunkBytes,
      Duration giveUpAfter) {

    /** What a sync file gets that says nothing. */
    public static final Pace DEFAULT =
        new Pace(4, 200, Duration.ofSeconds(10), 128L << 20, Duration.ofHours(1));

    /** Refuses a pace that would never move. */
    public Pace {
      if (parallelStreams < 1 || parallelStreams > 64) {
        throw new IllegalArgumentException(
            "expected 1 to 64 parallel streams but was " + parallelStreams);
      }
      if (chunkPages < 1 || chunkBytes < 1 || chunkTime.isNegative() || chunkTime.isZero()) {
        throw new IllegalArgumentException(
            "expected a chunk of at least one page, byte and moment");
      }
    }
  }
}
