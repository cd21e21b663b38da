package dev.eider.cli;

import dev.eider.flow.ImportWorkflow;
import dev.eider.step.Checkpoint;
import java.time.Instant;
import java.util.List;

/** Takes every state it is given. */
public final class FakeImport implements ImportWorkflow {
  @Override
  public List<Checkpoint.Line> run(Request request) {
    request.streams().forEach(given -> FakeHistory.refuseUnknown(given.stream()));
    return request.streams().stream()
        .map(
            given ->
                new Checkpoint.Line(
                    given.stream(),
                    "main." + given.stream(),
                    given.state(),
                    4,
                    -1,
                    Instant.parse("2026-01-02T03:04:05Z")))
        .toList();
  }
}
