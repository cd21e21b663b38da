package dev.eider.event;

import dev.eider.outcome.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what a person can act on; progress is in heartbeats and counters. */
public final class LoggingListener implements SyncListener {
  private static final Logger LOG = LoggerFactory.getLogger("dev.eider.sync");

  @Override
  public void rowSetAside(String sync, String stream, Problem problem) {
    LOG.warn(
        "row set aside sync={} stream={} code={} {}", sync, stream, problem.code(), problem.line());
  }

  @Override
  public void stepFailed(String step, Problem problem) {
    LOG.warn("step failed step={} code={} {}", step, problem.code(), problem.line());
  }
}
