package dev.eider.cli;

import dev.eider.flow.ReplayWorkflow;
import dev.eider.outcome.Counts;
import java.util.List;

/** Brings all rows in but one; a sync named clean has none, one named shop loses the last too. */
public final class FakeReplay implements ReplayWorkflow {
  @Override
  public List<Replayed> run(Request request) {
    return switch (request.plan().name()) {
      case "clean" -> List.of();
      case "shop" ->
          List.of(new Replayed("orders", "main.orders", 12, Counts.loaded(9, 2, 1), 0, null));
      default ->
          List.of(
              new Replayed("orders", "main.orders", 12, Counts.loaded(9, 1, 1), 1, null),
              new Replayed("old", null, 0, Counts.NONE, 3, "the sync has no such stream any more"));
    };
  }
}
