package dev.eider.cli;

import dev.eider.outcome.Counts;
import dev.eider.outcome.Outcome;
import dev.eider.outcome.StreamReport;
import dev.eider.outcome.SyncReport;
import dev.eider.plan.StreamTask;
import dev.eider.plan.SyncPlan;
import dev.eider.step.Check;
import io.grpc.StatusRuntimeException;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.common.converter.DataConverter;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the server alone remembers of a sync: its history and its streams' hold every count a worker
 * would answer with.
 */
final class Remembered {
  private final String name;
  private final DataConverter converter;
  private final Function<String, List<HistoryEvent>> histories;

  Remembered(WorkflowClient client, String name) {
    this(name, client.getOptions().getDataConverter(), id -> client.fetchHistory(id).getEvents());
  }

  Remembered(String name, DataConverter converter, Function<String, List<HistoryEvent>> histories) {
    this.name = name;
    this.converter = converter;
    this.histories = histories;
  }

  /** How far the newest run came; empty when it has not found out its streams yet. */
  Optional<SyncReport> report() {
    try {
      List<HistoryEvent> events = histories.apply(SyncPlan.workflowId(name));
      return Optional.ofNullable(report(new Steps(events, converter), events));
    } catch (WorkflowException | StatusRuntimeException e) {
      return Optional.empty();
    }
  }

  /** What the newest run was started with; throws when there was none. */
  SyncPlan plan() {
    List<HistoryEvent> events = histories.apply(SyncPlan.workflowId(name));
    return new Steps(events, converter)
        .value(
            events.getFirst().getWorkflowExecutionStartedEventAttributes().getInput(),
            SyncPlan.class);
  }

  private @Nullable SyncReport report(Steps steps, List<HistoryEvent> events) {
    Check.@Nullable Checked checked = null;
    Set<String> begun = new HashSet<>();
    Map<String, StreamReport> done = new HashMap<>();
    for (HistoryEvent event : events) {
      if (steps.named(event).equals("Check")) {
        checked = steps.result(event, Check.Checked.class);
      } else if (event.hasChildWorkflowExecutionStartedEventAttributes()) {
        begun.add(
            event
                .getChildWorkflowExecutionStartedEventAttributes()
                .getWorkflowExecution()
                .getWorkflowId());
      } else if (isStream(event)) {
        StreamReport report =
            steps.value(
                event.getChildWorkflowExecutionCompletedEventAttributes().getResult(),
                StreamReport.class);
        done.put(report.stream(), report);
      }
    }
    if (checked == null) {
      return null;
    }
    List<StreamReport> streams =
        checked.streams().stream().map(task -> stream(task, begun, done, steps.started())).toList();
    Outcome outcome = steps.outcome();
    return new SyncReport(
        name,
        outcome,
        outcome == Outcome.RUNNING ? "syncing" : outcome.word(),
        streams,
        checked.notes(),
        null,
        steps.started(),
        steps.ended());
  }

  private static boolean isStream(HistoryEvent event) {
    return event.hasChildWorkflowExecutionCompletedEventAttributes()
        && event
            .getChildWorkflowExecutionCompletedEventAttributes()
            .getWorkflowType()
            .getName()
            .equals("Stream");
  }

  private StreamReport stream(
      StreamTask task, Set<String> begun, Map<String, StreamReport> done, Instant since) {
    @Nullable StreamReport known = done.get(task.stream());
    if (known != null) {
      return known;
    }
    String id = SyncPlan.workflowId(name) + "/" + task.stream();
    if (begun.contains(id)) {
      return StreamMemory.of(histories.apply(id), converter);
    }
    return new StreamReport(
        task.stream(),
        task.table(),
        task.mode().word() + ", " + task.write().word(),
        Outcome.RUNNING,
        "queued",
        Counts.NONE,
        0,
        null,
        null,
        since,
        null);
  }
}
