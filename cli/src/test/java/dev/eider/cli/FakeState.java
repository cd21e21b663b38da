package dev.eider.cli;

import dev.eider.flow.StateWorkflow;
import dev.eider.step.Checkpoint;
import java.time.Instant;
import java.util.List;

/** One stream's checkpoint, always the same. */
public final class FakeState implements StateWorkflow {
  @Override
  public List<Checkpoint.Line> run(Request request) {
    return List.of(
        new Checkpoint.Line(
            "orders", "main.orders", "{\"id\":7}", 3, 2, Instant.parse("2026-01-02T03:04:05Z")));
  }
}
