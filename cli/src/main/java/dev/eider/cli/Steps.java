package dev.eider.cli;

import com.google.protobuf.Timestamp;
import dev.eider.outcome.Outcome;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.SignalExternalWorkflowExecutionInitiatedEventAttributes;
import io.temporal.common.converter.DataConverter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The steps of one workflow run, as its history has them. */
final class Steps {
  private final HistoryEvent first;
  private final HistoryEvent last;
  private final DataConverter converter;
  private final Map<Long, HistoryEvent> scheduled = new HashMap<>();

  Steps(List<HistoryEvent> events, DataConverter converter) {
    this.first = events.getFirst();
    this.last = events.getLast();
    this.converter = converter;
    for (HistoryEvent event : events) {
      if (event.hasActivityTaskScheduledEventAttributes()) {
        scheduled.put(event.getEventId(), event);
      }
    }
  }

  /** The step that was done with this event; empty when none was. */
  String named(HistoryEvent event) {
    return asked(event)
        .map(step -> step.getActivityTaskScheduledEventAttributes().getActivityType().getName())
        .orElse("");
  }

  /** What the step that was done with this event answered. */
  <T> T result(HistoryEvent event, Class<T> type) {
    return value(event.getActivityTaskCompletedEventAttributes().getResult(), type);
  }

  /** What it was asked. */
  <T> T request(HistoryEvent event, Class<T> type) {
    HistoryEvent step = asked(event).orElseThrow();
    return value(step.getActivityTaskScheduledEventAttributes().getInput(), type);
  }

  <T> T value(Payloads payloads, Class<T> type) {
    return converter.fromPayloads(0, Optional.of(payloads), type, type);
  }

  /** What a stream said with this event: that it waits for approval, or no longer. */
  Optional<Boolean> parked(HistoryEvent event) {
    SignalExternalWorkflowExecutionInitiatedEventAttributes signal =
        event.getSignalExternalWorkflowExecutionInitiatedEventAttributes();
    return signal.getSignalName().equals("parked")
        ? Optional.of(
            converter.fromPayloads(1, Optional.of(signal.getInput()), Boolean.class, Boolean.class))
        : Optional.empty();
  }

  Instant started() {
    return at(first);
  }

  /** Null while it runs. */
  @Nullable Instant ended() {
    return outcome() == Outcome.RUNNING ? null : at(last);
  }

  /** By the run's last event; one that goes on in a new run is still running. */
  Outcome outcome() {
    if (last.hasWorkflowExecutionCompletedEventAttributes()) {
      return Outcome.DONE;
    }
    if (last.hasWorkflowExecutionCanceledEventAttributes()) {
      return Outcome.CANCELLED;
    }
    boolean failed =
        last.hasWorkflowExecutionFailedEventAttributes()
            || last.hasWorkflowExecutionTerminatedEventAttributes()
            || last.hasWorkflowExecutionTimedOutEventAttributes();
    return failed ? Outcome.FAILED : Outcome.RUNNING;
  }

  private Optional<HistoryEvent> asked(HistoryEvent event) {
    return event.hasActivityTaskCompletedEventAttributes()
        ? Optional.ofNullable(
            scheduled.get(event.getActivityTaskCompletedEventAttributes().getScheduledEventId()))
        : Optional.empty();
  }

  private static Instant at(HistoryEvent event) {
    Timestamp time = event.getEventTime();
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
