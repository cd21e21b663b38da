package dev.eider.cli;

import com.google.protobuf.Timestamp;
import dev.eider.outcome.FaultReport;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Why a workflow stands still: a step that was refused and will be tried again. */
final class Waits {

  private Waits() {}

  static Optional<String> of(WorkflowExecutionDescription described, WorkflowClient client) {
    return described.getRawDescription().getPendingActivitiesList().stream()
        .filter(PendingActivityInfo::hasLastFailure)
        .map(activity -> words(activity, client))
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
