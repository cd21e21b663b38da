package dev.eider.connector.manifest.request;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The header {@code Retry-After}: seconds, or a date. */
final class RetryAfter {
  private RetryAfter() {}

  static Optional<Duration> in(Response response) {
    return response.answer().header("Retry-After").flatMap(text -> parsed(text.strip(), response));
  }

  private static Optional<Duration> parsed(String text, Response response) {
    try {
      double seconds = Double.parseDouble(text);
      return seconds > 0 && Double.isFinite(seconds)
          ? Optional.of(Duration.ofMillis(Math.round(seconds * 1000)))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return untilDate(text, response);
    }
  }

  /** Measured against the answer's own {@code Date}, so that a wrong clock here does no harm. */
  private static Optional<Duration> untilDate(String text, Response response) {
    Optional<Instant> now = response.answer().header("Date").flatMap(RetryAfter::date);
    return date(text)
        .flatMap(until -> now.map(from -> Duration.between(from, until)))
        .filter(Duration::isPositive);
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
