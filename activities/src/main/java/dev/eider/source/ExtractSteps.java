package dev.eider.source;

import dev.eider.event.SyncListener;
import dev.eider.fault.Guard;
import dev.eider.outcome.Counts;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.Position;
import dev.eider.pulse.Pulse;
import dev.eider.record.BatchFiles;
import dev.eider.record.BatchId;
import dev.eider.record.RowSchema;
import dev.eider.record.Staging;
import dev.eider.secret.Secrets;
import dev.eider.secret.Settings;
import dev.eider.step.Extract;
import java.nio.file.Path;

/** Reads chunks of streams into staged batches. */
public final class ExtractSteps implements Extract {
  private final Sources sources;
  private final Secrets secrets;
  private final Staging staging;
  private final Path home;
  private final SyncListener listener;
  private final Guard guard;

  /**
   * The steps.
   *
   * @param sources every source there is
   * @param secrets where references are looked up
   * @param home the installation's folder
   * @param listener told what happens
   */
  public ExtractSteps(Sources sources, Secrets secrets, Path home, SyncListener listener) {
    this.sources = sources;
    this.secrets = secrets;
    this.staging = new Staging(home);
    this.home = home;
    this.listener = listener;
    this.guard = new Guard(secrets::mask, listener::stepFailed);
  }

  @Override
  public Extracted extract(Request request) {
    String stream = request.task().stream();
    return guard.step(
        "Extract",
        stream,
        () -> {
          try (Pulse pulse = Pulse.interrupting()) {
            Extracted extracted = read(request, pulse);
            pulse.check();
            return extracted;
          }
        });
  }

  private Extracted read(Request request, Pulse pulse) {
    RowSchema schema = staging.schema(request.task().schema());
    BatchId id = id(request, request.chunk(), pulse);
    // Keys that are gone are told with the last chunk, so the next number is free.
    BatchId goneId = id(request, request.chunk() + 1, pulse);
    try (Source source = open(request.source());
        BatchFiles batch = staging.begin(id, request.task(), schema);
        BatchFiles gone = staging.begin(goneId, request.task(), schema)) {
      ChunkSink sink = new ChunkSink(request, batch, gone, pulse, listener);
      Position reached =
          source.read(
              new Source.ReadRequest(
                  request.sync(), request.task(), schema, request.from(), request.task().format()),
              sink);
      Counts counts =
          Counts.extracted(
              batch.rows() + batch.setAside(), batch.setAside(), sink.pages(), batch.bytes());
      return new Extracted(
          batch.finish().orElse(null),
          reached,
          counts,
          sink.total(),
          gone.finish().orElse(null),
          batch.firstSetAside(),
          sink.note());
    } catch (RuntimeException e) {
      pulse.check(); // a cancelled read fails in many ways; the cancellation is what counts
      throw e;
    }
  }

  private static BatchId id(Request request, int chunk, Pulse pulse) {
    return new BatchId(
        request.sync(), request.task().stream(), request.generation(), chunk, pulse.attempt());
  }

  @Override
  public void settle(Settle request) {
    guard.step(
        "SettleExtract",
        request.task().stream(),
        () -> {
          try (Pulse pulse = Pulse.steady();
              Source source = open(request.source())) {
            source.settle(request.sync(), request.task(), request.last(), request.swept());
            return pulse.attempt();
          }
        });
  }

  private Source open(ConnectorPlan plan) {
    return sources.named(plan.type()).open(new Settings("/source", plan.options(), secrets, home));
  }
}
