package dev.eider.cli;

import com.google.protobuf.Timestamp;
import dev.eider.outcome.FaultReport;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the steps of a workflow are at: how far, or why one that was refused is tried again. */
final class Waits {

  private Waits() {}

  static Optional<String> of(WorkflowExecutionDescription described, WorkflowClient client) {
    return described.getRawDescription().getPendingActivitiesList().stream()
        .filter(PendingActivityInfo::hasLastFailure)
        .map(activity -> words(activity, client))
        .findFirst();
  }

  /** How far the step at work is, in its own words; it beats every few seconds. */
  static Optional<String> beat(WorkflowExecutionDescription described, WorkflowClient client) {
    return described.getRawDescription().getPendingActivitiesList().stream()
        .filter(PendingActivityInfo::hasHeartbeatDetails)
        .map(
            activity ->
                client
                    .getOptions()
                    .getDataConverter()
                    .fromPayloads(
                        0, Optional.of(activity.getHeartbeatDetails()), String.class, String.class))
        .findFirst();
  }

  private static String words(PendingActivityInfo activity, WorkflowClient client) {
    RuntimeException failure =
        client.getOptions().getDataConverter().failureToException(activity.getLastFailure());
    String reason =
        failure instanceof ApplicationFailure application
            ? Ending.fault(application)
                .map(FaultReport::problem)
                .map(problem -> problem.line())
                .orElse(application.getOriginalMessage())
            : failure instanceof TimeoutFailure
                ? "the worker that did it no longer answers"
                : String.valueOf(failure.getMessage());
    Timestamp at = activity.getScheduledTime();
    Instant next = Instant.ofEpochSecond(at.getSeconds(), at.getNanos());
    Duration left = Duration.between(Instant.now(), next);
    boolean later = activity.hasScheduledTime() && left.isPositive();
    return (later ? "next try in " + Numbers.took(left) : "tries again")
        + " (attempt "
        + activity.getAttempt()
        + "): "
        + reason;
  }
}
