package dev.eider.quarantine;

import dev.eider.event.SyncListener;
import dev.eider.fault.Guard;
import dev.eider.outcome.Counts;
import dev.eider.pulse.Pulse;
import dev.eider.record.BatchFiles;
import dev.eider.record.BatchId;
import dev.eider.record.SetAside;
import dev.eider.record.Staging;
import dev.eider.secret.Secrets;
import dev.eider.step.Load;
import dev.eider.step.Quarantine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells which rows are set aside, and stages them once more. */
public final class QuarantineSteps implements Quarantine {
  private final Staging staging;
  private final SetAside store;
  private final Guard guard;

  /**
   * The steps.
   *
   * @param secrets whose values no fault may show
   * @param home the installation's folder
   * @param listener told what happens
   */
  public QuarantineSteps(Secrets secrets, Path home, SyncListener listener) {
    this.staging = new Staging(home);
    this.store = new SetAside(home);
    this.guard = new Guard(secrets::mask, listener::stepFailed);
  }

  @Override
  public Held show(Of request) {
    return guard.step(
        "ShowSetAside",
        request.sync(),
        () -> {
          try (Pulse pulse = Pulse.steady()) {
            Map<String, Heap> heaps = new LinkedHashMap<>();
            List<Row> rows = new ArrayList<>();
            store.each(
                request.sync(),
                request.streams(),
                (line, payload) -> {
                  heaps.merge(line.stream() + '\n' + line.code(), heap(line), this::both);
                  if (rows.size() < request.rows()) {
                    rows.add(row(line));
                  }
                });
            pulse.check();
            return new Held(List.copyOf(heaps.values()), rows);
          }
        });
  }

  @Override
  public Staged stage(Stage request) {
    String stream = request.task().stream();
    return guard.step(
        "StageSetAside",
        stream,
        () -> {
          try (Pulse pulse = Pulse.steady()) {
            return staged(request, pulse.attempt());
          }
        });
  }

  private Staged staged(Stage request, int attempt) {
    String stream = request.task().stream();
    BatchId id = new BatchId(request.sync(), stream, request.generation(), Load.REPLAYED, attempt);
    try (BatchFiles batch =
        staging.begin(id, request.task(), staging.schema(request.task().schema()))) {
      List<String> files = store.stage(request.sync(), stream, batch);
      Counts counts =
          Counts.extracted(batch.rows() + batch.setAside(), batch.setAside(), 0, batch.bytes());
      return new Staged(batch.finish().orElse(null), counts, files);
    }
  }

  @Override
  public long settle(Settle request) {
    return guard.step(
        "SettleSetAside",
        request.stream(),
        () -> {
          try (Pulse pulse = Pulse.steady()) {
            store.settle(request.sync(), request.stream(), request.batch(), request.files());
            long[] left = {0};
            store.each(request.sync(), List.of(request.stream()), (line, payload) -> left[0]++);
            pulse.check();
            return left[0];
          }
        });
  }

  private static Heap heap(SetAside.Line line) {
    return new Heap(
        line.stream(), line.code(), line.message(), 1, line.origin().at(), line.origin().at());
  }

  private Heap both(Heap one, Heap other) {
    return new Heap(
        one.stream(),
        one.code(),
        one.message(),
        one.rows() + other.rows(),
        one.oldest().isBefore(other.oldest()) ? one.oldest() : other.oldest(),
        one.newest().isAfter(other.newest()) ? one.newest() : other.newest());
  }

  private static Row row(SetAside.Line line) {
    return new Row(
        line.stream(),
        line.code(),
        line.message(),
        line.origin().generation(),
        line.origin().chunk(),
        line.origin().page(),
        line.origin().at(),
        line.file().toString(),
        line.offset(),
        line.length());
  }
}
