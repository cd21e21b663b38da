package dev.eider.connector.manifest;

import dev.eider.fault.Fault;
import dev.eider.fault.Fault.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A time in which the API asked not to be asked, remembered with the pages that came before it.
 *
 * @param until its end
 * @param reason in words of ours, e.g. {@code answered 429}
 */
record Pause(Instant until, String reason) {
  private static final String CODE = "http.wait";

  /** The one a fault asks for; null when it names no time. */
  static @Nullable Pause asked(@Nullable Fault fault, Instant present) {
    return fault instanceof Unavailable unavailable
        ? unavailable
            .retryAfter()
            .map(wait -> new Pause(present.plus(wait), ours(fault.problem().message())))
            .orElse(null)
        : null;
  }

  /** From a position; null when there is none in it. */
  static @Nullable Pause of(@Nullable Object json) {
    return json instanceof Map<?, ?> map
        ? new Pause(
            Instant.parse(String.valueOf(map.get("until"))), String.valueOf(map.get("reason")))
        : null;
  }

  Map<String, @Nullable Object> json() {
    return Map.of("until", until.toString(), "reason", reason);
  }

  /** In whole seconds, rounded up: a wait a moment too short would be asked for again. */
  void refuse(Instant present, String where) {
    long millis = Duration.between(present, until).toMillis();
    if (millis > 0) {
      throw new Unavailable(
          CODE, where, reason, Duration.ofSeconds(Math.ceilDiv(millis, 1000)), null);
    }
  }

  /** Without what the API itself said behind the colon: nothing masks a position. */
  private static String ours(String message) {
    int end = message.indexOf(':');
    return end < 0 ? message : message.substring(0, end);
  }
}
