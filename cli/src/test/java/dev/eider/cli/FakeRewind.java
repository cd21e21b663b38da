package dev.eider.cli;

import dev.eider.flow.RewindWorkflow;
import dev.eider.step.History;

/** Goes back to the one checkpoint there is. */
public final class FakeRewind implements RewindWorkflow {
  @Override
  public History.Rewound run(Request request) {
    FakeHistory.refuseUnknown(request.stream());
    return new History.Rewound(
        "orders",
        "main.orders",
        "{\"id\":9}",
        "{\"id\":7}",
        FakeHistory.BATCH,
        2,
        1300,
        request.repeat() ? 1300 : 0);
  }
}
