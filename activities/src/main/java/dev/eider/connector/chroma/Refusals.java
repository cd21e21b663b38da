package dev.eider.connector.chroma;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eider.connector.chroma.ChromaApi.Place;
import dev.eider.fault.Fault;
import dev.eider.fault.Fault.Denied;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.http.Answer;
import dev.eider.outcome.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who must act on an answer of Chroma that is none. */
final class Refusals {
  private static final int LONGEST_QUOTE = 200;
  private static final int SERVER_ERRORS = 500;

  private final Place place;

  Refusals(Place place) {
    this.place = place;
  }

  Fault of(Answer answer) {
    int status = answer.status();
    return switch (status) {
      case 401, 403 ->
          new Denied(
              "chroma.denied",
              place.url(),
              "expected to be let in but Chroma answered " + status,
              "set 'token' and 'token_header' as the server wants them");
      case 408, 409, 425, 429 -> busy(answer);
      default -> status >= SERVER_ERRORS ? busy(answer) : refused(answer);
    };
  }

  private Fault refused(Answer answer) {
    @Nullable String said = said(answer);
    if (said == null) {
      return notChroma();
    }
    return new Misconfigured(
        said.contains("dimension") ? "chroma.dimension" : "chroma.refused",
        place.url(),
        "Chroma answered " + answer.status() + ": '" + said + "'",
        said.contains("dimension")
            ? "name another collection, or the embedder it was made with"
            : "correct the store's options, or the names of the metadata");
  }

  private Fault busy(Answer answer) {
    return new Unavailable(
        new Problem(
            "chroma.unavailable",
            place.url(),
            "Chroma answered " + answer.status(),
            "look at the server's log if it stays so"),
        retryAfter(answer),
        null);
  }

  Fault unreachable(Unavailable cause) {
    return new Unavailable(
        new Problem(
            "chroma.unreachable",
            place.url(),
            cause.problem().message(),
            "start it with 'chroma run', or correct 'url'"),
        null,
        cause);
  }

  Fault noDatabase() {
    return new Misconfigured(
        "chroma.unknown_database",
        place.url(),
        "expected database '"
            + place.database()
            + "' of tenant '"
            + place.tenant()
            + "' but there is none",
        "create it, or correct 'tenant' and 'database'");
  }

  Fault notChroma() {
    return new Misconfigured(
        "chroma.not_chroma",
        place.url(),
        "expected version 2 of Chroma's HTTP API but something else answers",
        "correct 'url', or run Chroma 0.6 or newer");
  }

  /** Chroma's own words, never those of another page. */
  private static @Nullable String said(Answer answer) {
    String text =
        ChromaApi.json(answer)
            .filter(node -> node.has("error"))
            .map(node -> node.path("message"))
            .map(JsonNode::asText)
            .map(message -> message.replaceAll("\\s+", " ").strip())
            .orElse(null);
    return text == null || text.length() <= LONGEST_QUOTE
        ? text
        : text.substring(0, LONGEST_QUOTE) + "…";
  }

  private static @Nullable Duration retryAfter(Answer answer) {
    Optional<String> header = answer.header("Retry-After").map(String::strip);
    if (header.isEmpty()) {
      return null;
    }
    try {
      return header.get().matches("\\d{1,9}")
          ? Duration.ofSeconds(Long.parseLong(header.get()))
          : until(ZonedDateTime.parse(header.get(), DateTimeFormatter.RFC_1123_DATE_TIME));
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static @Nullable Duration until(ZonedDateTime moment) {
    Duration left = Duration.between(Instant.now(), moment.toInstant());
    return left.isNegative() ? null : left;
  }
}
