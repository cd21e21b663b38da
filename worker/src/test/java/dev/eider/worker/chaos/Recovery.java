package dev.eider.worker.chaos;

import dev.eider.worker.rig.Installation;
import dev.eider.worker.rig.Until;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowServiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long after a kill every step that was under way is under way again: begun anew, done, or
 * heard of.
 */
final class Recovery {
  private static final Duration GIVE_UP = Duration.ofSeconds(90);
  private static final Duration LOOK = Duration.ofMillis(150);

  private final WorkflowClient client;
  private final ExecutorService threads;
  private final Tally tally;
  private final AtomicInteger shaken = new AtomicInteger();

  Recovery(Installation installation, ExecutorService threads, Tally tally) {
    this.client = installation.client();
    this.threads = threads;
    this.tally = tally;
  }

  /** One step that was begun and has not ended. */
  record Step(String workflow, String activity) {}

  /** A process was hit: recoveries that are not over yet will tell nothing. */
  void shaken() {
    shaken.incrementAndGet();
  }

  List<Step> underWay() {
    List<Step> steps = new ArrayList<>();
    try {
      client
          .listExecutions("ExecutionStatus = 'Running'")
          .map(one -> one.getExecution().getWorkflowId())
          .forEach(
              workflow ->
                  pending(workflow).stream()
                      .filter(Recovery::isStarted)
                      .forEach(one -> steps.add(new Step(workflow, one.getActivityId()))));
    } catch (RuntimeException serverIsDown) {
      return List.of();
    }
    return steps;
  }

  /** Measures in the background; done when every step moved, or the next trouble came. */
  CompletableFuture<Void> measure(Trouble after, List<Step> steps, Instant killed) {
    int now = shaken.get();
    return CompletableFuture.runAsync(() -> await(after, steps, killed, now), threads);
  }

  private void await(Trouble after, List<Step> steps, Instant killed, int now) {
    List<Step> waiting = new ArrayList<>(steps);
    while (!waiting.isEmpty() && shaken.get() == now) {
      waiting.removeIf(step -> moved(step, killed));
      if (Duration.between(killed, Instant.now()).compareTo(GIVE_UP) > 0) {
        tally.recovered(after, GIVE_UP);
        return;
      }
      if (!waiting.isEmpty()) {
        Until.passed(LOOK);
      }
    }
    if (!waiting.isEmpty()) {
      tally.overtaken();
    } else if (!steps.isEmpty()) {
      tally.recovered(after, Duration.between(killed, Instant.now()));
    }
  }

  private boolean moved(Step step, Instant since) {
    try {
      return pending(step.workflow()).stream()
          .filter(one -> one.getActivityId().equals(step.activity()))
          .noneMatch(
              one ->
                  !at(one.getLastStartedTime()).isAfter(since)
                      && !at(one.getLastHeartbeatTime()).isAfter(since));
    } catch (WorkflowServiceException | StatusRuntimeException serverIsDown) {
      return false;
    }
  }

  private List<PendingActivityInfo> pending(String workflow) {
    return client
        .newUntypedWorkflowStub(workflow)
        .describe()
        .getRawDescription()
        .getPendingActivitiesList();
  }

  private static boolean isStarted(PendingActivityInfo one) {
    return one.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED;
  }

  private static Instant at(com.google.protobuf.Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
