package dev.eider.cli;

import dev.eider.flow.QuarantineWorkflow;
import dev.eider.step.Quarantine;
import java.time.Instant;
import java.util.List;

/** A sync named clean has nothing set aside; any other has two rows, one of them elsewhere. */
public final class FakeQuarantine implements QuarantineWorkflow {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  /** Where the test put a row. */
  static volatile String file = "";

  @Override
  public Quarantine.Held run(Quarantine.Of request) {
    if (request.sync().equals("clean")) {
      return new Quarantine.Held(List.of(), List.of());
    }
    String reason = "expected a value in key column 'id' but there is none";
    List<Quarantine.Row> rows =
        List.of(
            new Quarantine.Row("orders", "row.no_key", reason, 3, 2, 1, AT, file, 4, 17),
            new Quarantine.Row("orders", "row.no_key", reason, 3, 2, 9, AT, "/gone/x", 4, 17));
    return new Quarantine.Held(
        List.of(new Quarantine.Heap("orders", "row.no_key", reason, 1204, AT, AT)),
        rows.subList(0, Math.min(rows.size(), request.rows())));
  }
}
