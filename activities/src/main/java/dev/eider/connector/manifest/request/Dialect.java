package dev.eider.connector.manifest.request;

import java.time.Duration;
import java.util.Optional;

/** Where a sync on purpose does something else than the reference implementation. */
public enum Dialect {
  /** A sync: polite, durable, and clear when something is odd. */
  LIVE,
  /** A replay against recordings: what the reference does, exactly. */
  REFERENCE;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final Duration LONGEST_ASKED_WAIT = Duration.ofSeconds(2);
  private static final Duration LONGEST_SERIES = Duration.ofMinutes(10);

  /** Whether no wait is shorter than the server's {@code Retry-After}. */
  boolean retryAfterIsFloor() {
    return this == LIVE;
  }

  /**
   * What is not slept inside a step but left to the workflow, whose timer outlives a worker and is
   * seen. A wait the other side named can go there early; one that grows with each try cannot, as
   * the growth would begin anew.
   *
   * @param asked whether the other side named it
   */
  Optional<Duration> longestWait(boolean asked) {
    return this == LIVE ? Optional.of(asked ? LONGEST_ASKED_WAIT : LONGEST_WAIT) : Optional.empty();
  }

  /** Whether a read that cannot go on keeps the pages it has, and fails only without any. */
  boolean keepsPagesBeforeAFault() {
    return this == LIVE;
  }

  /** How long one request may be waited for in all, tries and pauses. */
  Optional<Duration> longestSeries() {
    return this == LIVE ? Optional.of(LONGEST_SERIES) : Optional.empty();
  }

  /** Whether a host where nobody listens is left to the workflow's retries at once. */
  boolean leavesDeadHosts() {
    return this == LIVE;
  }

  /** Whether a body that is no JSON is repaired or an error, rather than an empty object. */
  boolean refusesOddBodies() {
    return this == LIVE;
  }

  /** Whether numbers keep digits a double would lose. */
  boolean keepsDigits() {
    return this == LIVE;
  }

  /** Whether a page that comes again ends the read with an error. */
  boolean refusesStandstill() {
    return this == LIVE;
  }
}
