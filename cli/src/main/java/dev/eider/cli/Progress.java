package dev.eider.cli;

import dev.eider.outcome.Counts;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Outcome;
import dev.eider.outcome.StreamReport;
import dev.eider.outcome.SyncReport;
import dev.eider.plan.SyncPlan;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowStub;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks a running sync how far it is: the sync itself, and each stream that is at work. */
final class Progress {
  /** Every question is a workflow task, so a broad sync is only asked about its first ones. */
  private static final int MOST_ASKED = 16;

  /** What an extraction beats with, and what any step does before its first progress. */
  private static final Pattern IN_CHUNK = Pattern.compile("(\\d{1,18}) rows in this chunk");

  private static final String STARTED = "started";

  private final WorkflowClient client;
  private final String name;

  Progress(WorkflowClient client, String name) {
    this.client = client;
    this.name = name;
  }

  /**
   * A moment of a running sync.
   *
   * @param report how far it is
   * @param waits by stream what it waits for; under the empty name the sync itself
   */
  record Moment(SyncReport report, Map<String, String> waits) {}

  /** How far it is now; empty when nobody answers. */
  Optional<Moment> now() {
    try {
      WorkflowStub sync = client.newUntypedWorkflowStub(SyncPlan.workflowId(name));
      Map<String, String> waits = new LinkedHashMap<>();
      Waits.of(sync.describe(), client).ifPresent(wait -> waits.put("", wait));
      SyncReport report = sync.query("report", SyncReport.class);
      List<StreamReport> streams = new ArrayList<>();
      int asked = 0;
      for (StreamReport stream : report.streams()) {
        boolean ask = stream.outcome() == Outcome.RUNNING && asked < MOST_ASKED;
        asked += ask ? 1 : 0;
        streams.add(ask ? asked(stream, waits) : stream);
      }
      told("", report.outcome(), report.fault(), waits);
      streams.forEach(s -> told(s.stream(), s.outcome(), s.fault(), waits));
      streams.forEach(s -> asks(s, waits));
      return Optional.of(new Moment(with(report, streams), waits));
    } catch (WorkflowException | StatusRuntimeException e) {
      // No worker answers just now, or the sync has just ended: the next moment will tell.
      return Optional.empty();
    }
  }

  /**
   * What a cancelled sync had done: it ends without a result, but still answers where a worker
   * takes the question.
   */
  Optional<SyncReport> afterCancellation() {
    try {
      WorkflowStub sync = client.newUntypedWorkflowStub(SyncPlan.workflowId(name));
      SyncReport report = sync.query("report", SyncReport.class);
      // A cancelled stream told its parent nothing, so each is asked itself.
      List<StreamReport> streams =
          report.streams().stream()
              .map(s -> s.outcome() == Outcome.CANCELLED ? asked(s, new LinkedHashMap<>()) : s)
              .toList();
      return Optional.of(with(report, streams));
    } catch (WorkflowException | StatusRuntimeException e) {
      return Optional.empty();
    }
  }

  /** A workflow that waits between two tries has no step at work that could tell. */
  private static void told(
      String stream, Outcome outcome, @Nullable FaultReport fault, Map<String, String> waits) {
    if (outcome == Outcome.RUNNING && fault != null) {
      var unused = waits.putIfAbsent(stream, "waits: " + fault.problem().line());
    }
  }

  /** What a person has to decide, and with which words. */
  private void asks(StreamReport stream, Map<String, String> waits) {
    if (stream.question() != null) {
      String words = name + " " + stream.stream();
      waits.put(
          stream.stream(),
          "waits for approval: "
              + stream.question().text()
              + " (eider approve "
              + words
              + " | eider reject "
              + words
              + ")");
    }
  }

  private StreamReport asked(StreamReport known, Map<String, String> waits) {
    try {
      WorkflowStub stream =
          client.newUntypedWorkflowStub(SyncPlan.workflowId(name) + "/" + known.stream());
      WorkflowExecutionDescription described = stream.describe();
      Waits.of(described, client).ifPresent(wait -> waits.put(known.stream(), wait));
      StreamReport report = stream.query("report", StreamReport.class);
      Optional<String> beat = Waits.beat(described, client);
      return beat.isEmpty() ? report : further(report, beat.get(), waits);
    } catch (WorkflowException | StatusRuntimeException e) {
      // Not started yet, or over: what the sync itself knows is then the newest.
      return known;
    }
  }

  /**
   * The report counts whole chunks; the step's own words tell of the one at work. What comes after
   * the rows is progress too, of documents.
   */
  private static StreamReport further(StreamReport report, String beat, Map<String, String> waits) {
    Matcher rows = IN_CHUNK.matcher(beat);
    if (!rows.find()) {
      if (!beat.equals(STARTED)) {
        String words = report.vectors() == null ? "waits: " + beat : beat;
        var unused = waits.putIfAbsent(report.stream(), words);
      }
      return report;
    }
    Counts chunk = Counts.extracted(Long.parseLong(rows.group(1)), 0, 0, 0);
    return report.with(report.counts().plus(chunk));
  }

  private static SyncReport with(SyncReport report, List<StreamReport> streams) {
    return new SyncReport(
        report.sync(),
        report.outcome(),
        report.phase(),
        streams,
        report.notes(),
        report.fault(),
        report.started(),
        report.ended());
  }
}
