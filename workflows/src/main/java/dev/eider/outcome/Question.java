package dev.eider.outcome;

import java.time.Instant;

/**
 * What a stream will not decide by itself: it is parked until somebody approves or rejects.
 *
 * @param code which question, e.g. {@code mirror.many_gone}
 * @param text what would be done and why it is asked, in a sentence
 * @param asked since when it waits
 */
public record Question(String code, String text, Instant asked) {}
