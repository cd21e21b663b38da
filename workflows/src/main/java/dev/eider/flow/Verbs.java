package dev.eider.flow;

import dev.eider.step.Check;
import dev.eider.step.Checkpoint;
import dev.eider.step.Embed;
import dev.eider.step.Extract;
import dev.eider.step.History;
import dev.eider.step.Load;
import dev.eider.step.Quarantine;
import dev.eider.step.Sweep;
import dev.eider.step.Verify;
import dev.eider.step.VerifyVectors;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** The steps a workflow calls, each with the time it is given. */
final class Verbs {
  /** A step beats at least every 3 s; a killed worker's step begins elsewhere after this. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  /** Longer than the slowest page with all the retries its manifest may ask for. */
  private static final Duration LONG_STEP = Duration.ofMinutes(30);

  /**
   * Only lost workers are retried here: every fault is final to Temporal, and those that may pass
   * are waited for by {@link Patience}, where the wait and its reason can be seen.
   */
  private static final RetryOptions AFTER_LOST_WORKERS =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(1.5)
          .setMaximumInterval(Duration.ofSeconds(5))
          .setMaximumAttempts(100)
          .build();

  private Verbs() {}

  static Check check(String summary) {
    return Workflow.newActivityStub(Check.class, options(summary));
  }

  static Extract extract(String summary) {
    return Workflow.newActivityStub(Extract.class, options(summary));
  }

  static Load load(String summary) {
    return Workflow.newActivityStub(Load.class, options(summary));
  }

  static Sweep sweep(String summary) {
    return Workflow.newActivityStub(Sweep.class, options(summary));
  }

  /** On the queue of the installation that has the local files. */
  static Verify verify(String summary, String queue) {
    return Workflow.newActivityStub(
        Verify.class, options(summary).toBuilder().setTaskQueue(queue).build());
  }

  static VerifyVectors verifyVectors(String summary, String queue) {
    return Workflow.newActivityStub(
        VerifyVectors.class, options(summary).toBuilder().setTaskQueue(queue).build());
  }

  static Checkpoint checkpoint(String summary) {
    return Workflow.newActivityStub(Checkpoint.class, options(summary));
  }

  static History history(String summary) {
    return Workflow.newActivityStub(History.class, options(summary));
  }

  static Quarantine quarantine(String summary) {
    return Workflow.newActivityStub(Quarantine.class, options(summary));
  }

  /** Beside the other steps: a model takes every core, and no load waits for it. */
  static Embed embed(String summary) {
    String queue = Workflow.getInfo().getTaskQueue() + Embed.QUEUE_SUFFIX;
    return Workflow.newActivityStub(
        Embed.class, options(summary).toBuilder().setTaskQueue(queue).build());
  }

  static Embed search(String summary) {
    return Workflow.newActivityStub(Embed.class, options(summary));
  }

  private static ActivityOptions options(String summary) {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(LONG_STEP)
        .setHeartbeatTimeout(SILENCE)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(AFTER_LOST_WORKERS)
        .setSummary(Labels.summary(summary))
        .build();
  }
}
