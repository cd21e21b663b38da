package dev.eider.outcome;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A fault as it travels inside a Temporal failure's details.
 *
 * @param kind who must act
 * @param problem what, where, what to do
 * @param retryAfter how long the other side asked to be left alone, or null when it did not say
 */
public record FaultReport(FaultKind kind, Problem problem, @Nullable Duration retryAfter) {}
