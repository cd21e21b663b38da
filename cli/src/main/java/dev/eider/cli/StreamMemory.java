package dev.eider.cli;

import dev.eider.flow.StreamWorkflow;
import dev.eider.outcome.Counts;
import dev.eider.outcome.Outcome;
import dev.eider.outcome.StreamReport;
import dev.eider.outcome.Vectors;
import dev.eider.plan.StreamTask;
import dev.eider.step.Checkpoint;
import dev.eider.step.Embed;
import dev.eider.step.Extract;
import dev.eider.step.Load;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.converter.DataConverter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream's report put together from its history, the way its workflow counts. */
final class StreamMemory {
  private Counts counts = Counts.NONE;
  private int chunks;
  private @Nullable String state;
  private @Nullable Long total;
  private @Nullable Vectors vectors;
  private boolean parked;

  private StreamMemory() {}

  static StreamReport of(List<HistoryEvent> events, DataConverter converter) {
    Steps steps = new Steps(events, converter);
    StreamWorkflow.Request request =
        steps.value(
            events.getFirst().getWorkflowExecutionStartedEventAttributes().getInput(),
            StreamWorkflow.Request.class);
    StreamMemory memory = new StreamMemory();
    StreamWorkflow.Continued before = request.continued();
    if (before != null) {
      memory.counts = before.counts();
      memory.chunks = before.chunk();
      memory.state = before.at().state();
      memory.total = before.total();
    }
    events.forEach(event -> memory.add(event, steps));
    events.forEach(event -> memory.parked = steps.parked(event).orElse(memory.parked));
    return memory.report(
        request.task(), steps, before == null ? steps.started() : before.started());
  }

  private void add(HistoryEvent event, Steps steps) {
    switch (steps.named(event)) {
      case "OpenCheckpoint" -> state = steps.result(event, Checkpoint.Opened.class).state();
      case "Extract" -> {
        Extract.Extracted extracted = steps.result(event, Extract.Extracted.class);
        counts = counts.plus(extracted.counts());
        total = extracted.total() == null ? total : extracted.total();
      }
      case "Load" -> {
        Load.Request load = steps.request(event, Load.Request.class);
        counts = counts.plus(steps.result(event, Counts.class));
        chunks = load.chunk() + 1;
        state = load.reached().state();
      }
      case "Sweep" -> counts = counts.plus(steps.result(event, Counts.class));
      case "CloseCheckpoint" -> {
        counts = counts.plus(steps.result(event, Counts.class));
        state = steps.request(event, Checkpoint.Close.class).last().state();
      }
      case "Embed" -> {
        Vectors before = vectors == null ? Vectors.NONE : vectors;
        vectors = before.plus(steps.result(event, Embed.Embedded.class).vectors());
      }
      default -> {
        // Not the end of a step that counts.
      }
    }
  }

  private StreamReport report(StreamTask task, Steps steps, Instant started) {
    Outcome outcome = steps.outcome();
    String running = parked ? "parked, a worker knows why" : "waits for a worker";
    return new StreamReport(
        task.stream(),
        task.table(),
        task.mode().word() + ", " + task.write().word(),
        outcome,
        outcome == Outcome.RUNNING ? running : outcome.word(),
        counts,
        chunks,
        state,
        null,
        started,
        steps.ended(),
        total,
        null,
        null,
        vectors);
  }
}
