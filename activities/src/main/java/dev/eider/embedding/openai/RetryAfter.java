package dev.eider.embedding.openai;

import dev.eider.http.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** When to ask again: {@code retry-after-ms} (Azure), or {@code Retry-After}, seconds or a date. */
final class RetryAfter {
  private static final double MILLIS = 1000;

  private RetryAfter() {}

  static Optional<Duration> in(Answer answer) {
    return answer
        .header("retry-after-ms")
        .flatMap(text -> number(text, 1))
        .or(() -> answer.header("Retry-After").flatMap(text -> number(text, MILLIS)))
        .or(() -> answer.header("Retry-After").flatMap(text -> untilDate(text, answer)));
  }

  private static Optional<Duration> number(String text, double millis) {
    try {
      double wait = Double.parseDouble(text.strip()) * millis;
      return wait > 0 && Double.isFinite(wait)
          ? Optional.of(Duration.ofMillis(Math.round(wait)))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Measured against the answer's own {@code Date}, so that a wrong clock here does no harm. */
  private static Optional<Duration> untilDate(String text, Answer answer) {
    Optional<Instant> now = answer.header("Date").flatMap(RetryAfter::date);
    return date(text)
        .flatMap(until -> now.map(from -> Duration.between(from, until)))
        .filter(Duration::isPositive);
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip())));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
