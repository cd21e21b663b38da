package dev.eider.cli;

import dev.eider.flow.HistoryWorkflow;
import dev.eider.outcome.FaultKind;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Problem;
import dev.eider.step.History;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.List;

/** The checkpoints of one stream, always the same. */
public final class FakeHistory implements HistoryWorkflow {
  static final History.Moment BATCH =
      new History.Moment(
          1,
          "batch",
          3,
          2,
          "upsert",
          "{\"id\":7}",
          1200,
          17,
          Instant.parse("2026-01-02T03:04:05Z"),
          null);

  @Override
  public List<History.Moment> run(Request request) {
    refuseUnknown(request.stream());
    History.Moment rewind =
        new History.Moment(
            2,
            "rewind",
            4,
            -1,
            null,
            "{\"partitions\":[{\"partition\":{\"shop\":\"a\"},\"cursor\":{\"id\":7}},{\"partition\":{}}]}",
            0,
            0,
            Instant.parse("2026-01-03T03:04:05.006Z"),
            "to 3/2");
    return List.of(rewind, BATCH);
  }

  static void refuseUnknown(String stream) {
    if (!stream.equals("orders")) {
      Problem problem =
          new Problem(
              "state.unknown_stream",
              stream,
              "expected a stream that sync 'shop' has written but was '" + stream + "'",
              "write one of orders");
      FaultReport fault = new FaultReport(FaultKind.MISCONFIGURED, problem, null);
      throw ApplicationFailure.newNonRetryableFailure(
          problem.line(), fault.kind().wireName(), fault, stream);
    }
  }
}
