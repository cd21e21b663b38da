package dev.eider.worker;

import dev.eider.event.SyncListener;
import dev.eider.outcome.Counts;
import dev.eider.outcome.Problem;
import dev.eider.outcome.Vectors;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts for Prometheus; tags are names of syncs and streams, of which there are few. */
final class CountingListener implements SyncListener {
  private final MeterRegistry meters;

  CountingListener(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void pageRead(String sync, String stream, long rows, long bytes) {
    count("eider.pages", sync, stream, 1);
    count("eider.rows.read", sync, stream, rows);
    count("eider.bytes.staged", sync, stream, bytes);
  }

  @Override
  public void batchLoaded(String sync, String stream, Counts counts) {
    count("eider.batches", sync, stream, 1);
    count("eider.rows.inserted", sync, stream, counts.inserted());
    count("eider.rows.updated", sync, stream, counts.updated());
    count("eider.rows.unchanged", sync, stream, counts.unchanged());
  }

  @Override
  public void embedded(String sync, String stream, Vectors vectors) {
    count("eider.vectors.embedded", sync, stream, vectors.embedded());
    count("eider.vectors.reused", sync, stream, vectors.reused());
    count("eider.vectors.deleted", sync, stream, vectors.deleted());
  }

  @Override
  public void rowSetAside(String sync, String stream, Problem problem) {
    count("eider.rows.set.aside", sync, stream, 1);
  }

  @Override
  public void stepFailed(String step, Problem problem) {
    meters.counter("eider.faults", "step", step, "code", problem.code()).increment();
  }

  private void count(String name, String sync, String stream, long by) {
    if (by > 0) {
      meters.counter(name, "sync", sync, "stream", stream).increment((double) by);
    }
  }
}
