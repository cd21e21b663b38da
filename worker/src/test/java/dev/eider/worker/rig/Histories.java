package dev.eider.worker.rig;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the server remembers of workflows. */
public final class Histories {
  private final WorkflowClient client;

  public Histories(WorkflowClient client) {
    this.client = client;
  }

  /** Every run of a workflow, the first one first. */
  public List<WorkflowExecutionHistory> runs(String workflowId) {
    List<WorkflowExecutionHistory> runs = new ArrayList<>();
    WorkflowExecutionHistory history = client.fetchHistory(workflowId);
    runs.add(history);
    String before = continuedFrom(history);
    while (!before.isEmpty()) {
      history = client.fetchHistory(workflowId, before);
      runs.addFirst(history);
      before = continuedFrom(history);
    }
    return runs;
  }

  /** The events of one kind in all runs of a workflow. */
  public Stream<HistoryEvent> events(String workflowId, EventType type) {
    return runs(workflowId).stream()
        .flatMap(run -> run.getEvents().stream())
        .filter(event -> event.getEventType() == type);
  }

  public static Instant at(HistoryEvent event) {
    return Instant.ofEpochSecond(
        event.getEventTime().getSeconds(), event.getEventTime().getNanos());
  }

  private static String continuedFrom(WorkflowExecutionHistory history) {
    return history
        .getEvents()
        .getFirst()
        .getWorkflowExecutionStartedEventAttributes()
        .getContinuedExecutionRunId();
  }
}
