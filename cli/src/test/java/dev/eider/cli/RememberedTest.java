package dev.eider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.outcome.Outcome;
import dev.eider.outcome.StreamReport;
import dev.eider.outcome.SyncReport;
import dev.eider.outcome.Vectors;
import dev.eider.step.Embed;
import dev.eider.wire.WireFormat;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.history.v1.ActivityTaskCompletedEventAttributes;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.SignalExternalWorkflowExecutionInitiatedEventAttributes;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DataConverter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the histories that running syncs are replayed from. */
final class RememberedTest {
  private static final Path HISTORIES = Path.of("../workflows/src/test/resources/replay");
  private static final DataConverter CONVERTER = WireFormat.converter();

  @ParameterizedTest
  @ValueSource(strings = {"one-stream", "waits"})
  void aStreamsHistoryCountsAsItsWorkflowDid(String story) {
    List<HistoryEvent> events = history("stream/" + story);

    StreamReport told = result(events);
    StreamReport remembered = StreamMemory.of(events, CONVERTER);

    assertThat(remembered.counts()).isEqualTo(told.counts());
    assertThat(remembered.counts().read()).isPositive();
    assertThat(remembered.chunks()).isEqualTo(told.chunks());
    assertThat(remembered.cursor()).isEqualTo(told.cursor());
    assertThat(remembered.outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void aNewRunGoesOnCounting() {
    StreamReport remembered = StreamMemory.of(history("stream/continues"), CONVERTER);

    assertThat(remembered.counts().read()).isPositive();
    assertThat(remembered.counts().inserted()).isPositive();
  }

  @Test
  void aSyncWithoutAWorkerTellsWhatItsStreamsHaveDone() {
    List<HistoryEvent> sync =
        until(
            history("sync/one-stream"),
            HistoryEvent::hasChildWorkflowExecutionCompletedEventAttributes);
    List<HistoryEvent> stream =
        until(
            history("stream/one-stream"),
            HistoryEvent::hasWorkflowExecutionCompletedEventAttributes);

    SyncReport report = report(sync, stream);

    assertThat(report.outcome()).isEqualTo(Outcome.RUNNING);
    assertThat(report.total()).isEqualTo(result(history("stream/one-stream")).counts());
    assertThat(report.streams().getFirst().phase()).isEqualTo("waits for a worker");
  }

  @Test
  void aStreamThatWaitsForApprovalIsParkedUntilItGoesOn() {
    List<HistoryEvent> events =
        new ArrayList<>(
            until(
                history("stream/one-stream"),
                HistoryEvent::hasWorkflowExecutionCompletedEventAttributes));

    events.add(parked(true));
    assertThat(StreamMemory.of(events, CONVERTER).phase()).isEqualTo("parked, a worker knows why");

    events.add(parked(false));
    assertThat(StreamMemory.of(events, CONVERTER).phase()).isEqualTo("waits for a worker");
  }

  @Test
  void aStreamsDocumentsAreCountedPieceByPiece() {
    List<HistoryEvent> events =
        new ArrayList<>(
            until(
                history("stream/one-stream"),
                HistoryEvent::hasWorkflowExecutionCompletedEventAttributes));
    assertThat(StreamMemory.of(events, CONVERTER).vectors()).isNull();

    events.addAll(embedded(9001, new Vectors(64, 2, 1)));
    events.addAll(embedded(9003, new Vectors(10, 0, 3)));

    assertThat(StreamMemory.of(events, CONVERTER).vectors()).isEqualTo(new Vectors(74, 2, 4));
  }

  private static List<HistoryEvent> embedded(long id, Vectors vectors) {
    Embed.Embedded piece = new Embed.Embedded(vectors, 0, null);
    return List.of(
        HistoryEvent.newBuilder()
            .setEventId(id)
            .setActivityTaskScheduledEventAttributes(
                ActivityTaskScheduledEventAttributes.newBuilder()
                    .setActivityType(ActivityType.newBuilder().setName("Embed")))
            .build(),
        HistoryEvent.newBuilder()
            .setEventId(id + 1)
            .setActivityTaskCompletedEventAttributes(
                ActivityTaskCompletedEventAttributes.newBuilder()
                    .setScheduledEventId(id)
                    .setResult(CONVERTER.toPayloads(piece).orElseThrow()))
            .build());
  }

  private static HistoryEvent parked(boolean waits) {
    return HistoryEvent.newBuilder()
        .setSignalExternalWorkflowExecutionInitiatedEventAttributes(
            SignalExternalWorkflowExecutionInitiatedEventAttributes.newBuilder()
                .setSignalName("parked")
                .setInput(CONVERTER.toPayloads("orders", waits).orElseThrow()))
        .build();
  }

  @Test
  void aStreamThatEndedIsAsItSaid() {
    SyncReport report = report(history("sync/one-stream"), List.of());

    assertThat(report.total().read()).isPositive();
    assertThat(report.streams()).extracting(StreamReport::outcome).containsOnly(Outcome.DONE);
  }

  private static SyncReport report(List<HistoryEvent> sync, List<HistoryEvent> stream) {
    return new Remembered("shop", CONVERTER, id -> id.equals("sync/shop") ? sync : stream)
        .report()
        .orElseThrow();
  }

  private static StreamReport result(List<HistoryEvent> events) {
    return new Steps(events, CONVERTER)
        .value(
            events.getLast().getWorkflowExecutionCompletedEventAttributes().getResult(),
            StreamReport.class);
  }

  private static List<HistoryEvent> until(List<HistoryEvent> events, Predicate<HistoryEvent> end) {
    return events.stream().takeWhile(end.negate()).toList();
  }

  private static List<HistoryEvent> history(String story) {
    try {
      return WorkflowExecutionHistory.fromJson(Files.readString(HISTORIES.resolve(story + ".json")))
          .getEvents();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
