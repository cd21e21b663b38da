package dev.eider.cli;

import dev.eider.flow.VerifyWorkflow;
import dev.eider.outcome.FaultKind;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Problem;
import dev.eider.outcome.VerifyReport;
import dev.eider.outcome.VerifyReport.Compared;
import dev.eider.outcome.VerifyReport.Difference;
import dev.eider.outcome.VerifyReport.Stored;
import java.time.Instant;
import java.util.List;

/** A comparison whose sync's name says how it goes: equal, different, or denied. */
public final class FakeVerify implements VerifyWorkflow {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  @Override
  public VerifyReport run(Request request) {
    String name = request.plan().name();
    Compared orders =
        switch (name) {
          case "different" ->
              new Compared(
                  "orders",
                  "main.orders",
                  false,
                  1826,
                  1825,
                  12,
                  3,
                  2,
                  0,
                  String.valueOf(request.plan().source().options().get("path"))
                      .replace("a.duckdb", "orders.ndjson"),
                  null);
          case "denied" ->
              Compared.not(
                  "orders",
                  "main.orders",
                  new FaultReport(
                      FaultKind.DENIED,
                      new Problem("fake.Denied", "orders", "expected better", "try harder"),
                      null));
          case "vectors" ->
              new Compared("orders", "main.orders", true, 1826, 1826, 0, 0, 0, 0, null, null)
                  .with(stores(request.mend()));
          default ->
              new Compared("orders", "main.orders", true, 1826, 1824, 0, 0, 0, 2, null, null);
        };
    return new VerifyReport(
        name,
        orders.equal() && orders.stores().stream().allMatch(Stored::equal),
        List.of(orders),
        List.of(),
        START,
        START.plusMillis(1500));
  }

  private static List<Stored> stores(boolean mend) {
    List<Difference> first =
        List.of(new Difference("missing", "0b7c-0"), new Difference("surplus", "9a11-3"));
    FaultReport down =
        new FaultReport(
            FaultKind.UNAVAILABLE,
            new Problem("chroma.down", "http://chroma:8000", "no answer", "start it"),
            null);
    long mended = mend ? 2 : 0;
    Stored duckdb =
        new Stored(
            "duckdb", "shop.orders", false, 1825, 1824, 1, 1, 0, 0, 0, 3, 0, mended, first, null);
    return mend ? List.of(duckdb) : List.of(duckdb, Stored.not("chroma", "shop.orders", down));
  }
}
