package dev.eider.embedding.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.eider.fault.Fault;
import dev.eider.fault.Fault.Denied;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Rejected;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.http.Answer;
import dev.eider.outcome.Problem;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An answer of 400 or more, and who must act. What the service says in words is quoted only where
 * no text of a row was sent: some repeat the input in their messages.
 */
final class Refusal {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_QUOTE = 200;
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z][\\w.-]{1,60}");

  /** How OpenAI, vLLM, Ollama and llama.cpp say it. */
  private static final Pattern TOO_LONG =
      Pattern.compile(
          "context[ _]length|maximum context|too long|too many tokens|input length"
              + "|maximum input|larger than the max|physical batch size|max_tokens_per_request");

  private static final Pattern NO_CREDIT = Pattern.compile("insufficient_quota|billing");

  private final Options options;
  private final Answer answer;
  private final int texts;
  private final JsonNode error;

  Refusal(Options options, Answer answer, int texts) {
    this.options = options;
    this.answer = answer;
    this.texts = texts;
    this.error = error(answer);
  }

  Fault toProbe() {
    return fault(quoted());
  }

  Fault toTexts() {
    return fault(named());
  }

  private Fault fault(String detail) {
    return switch (answer.status()) {
      case 401, 403 ->
          new Denied(
              "openai.denied",
              options.where("api_key"),
              said("expected the key to be accepted but the service refused it", detail),
              "check the key and what it may use");
      case 404, 405 ->
          new Misconfigured(
              "openai.not_found",
              options.where("model"),
              said("expected the model '" + options.model() + "' at this address", detail),
              "correct model or base_url");
      case 400, 422 -> unacceptable(detail);
      case 413 -> tooLarge(detail);
      case 429 -> tooMany(detail);
      case 408, 409, 425 -> unavailable(detail);
      default -> answer.status() >= 500 ? unavailable(detail) : misconfigured(detail);
    };
  }

  private Fault unacceptable(String detail) {
    return TOO_LONG.matcher(words()).find() ? tooLong(detail) : misconfigured(detail);
  }

  private Fault tooLong(String detail) {
    return new Rejected(
        "openai.text_too_long",
        options.where("max_tokens"),
        said(
            "expected texts of at most "
                + options.maxTokens()
                + " tokens but the service finds one too long",
            detail),
        "write a smaller max_tokens, or smaller chunks");
  }

  private Fault tooLarge(String detail) {
    return texts == 1
        ? tooLong(detail)
        : new Misconfigured(
            "openai.request_too_large",
            options.where("batch"),
            said("expected " + texts + " texts to fit into one request", detail),
            "write a smaller batch");
  }

  private Fault tooMany(String detail) {
    if (NO_CREDIT.matcher(words()).find()) {
      return new Denied(
          "openai.no_credit",
          options.where("api_key"),
          said("expected credit left but the account has none", detail),
          "add credit, or use the key of another account");
    }
    return new Unavailable(
        "openai.throttled",
        options.where("base_url"),
        said("the service had too many requests", detail),
        RetryAfter.in(answer).orElse(null),
        null);
  }

  private Fault unavailable(String detail) {
    return new Unavailable(
        new Problem(
            "openai.unavailable",
            options.where("base_url"),
            said("the service cannot answer now", detail),
            "see the service's status"),
        RetryAfter.in(answer).orElse(null),
        null);
  }

  private Fault misconfigured(String detail) {
    return new Misconfigured(
        "openai.bad_request",
        options.where("model"),
        said("expected a request the service understands", detail),
        "check model, dimensions and api_version");
  }

  private String said(String message, String detail) {
    return message + " (status " + answer.status() + (detail.isEmpty() ? ")" : ", " + detail + ")");
  }

  private String words() {
    return error.toString().toLowerCase(Locale.ROOT);
  }

  /** Code, type and the parameter's name: identifiers, never the words of a row. */
  private String named() {
    StringBuilder named = new StringBuilder();
    for (String field : new String[] {"code", "type", "param"}) {
      String value = error.path(field).asText("");
      if (IDENTIFIER.matcher(value).matches()) {
        named.append(named.isEmpty() ? "" : ", ").append(field).append(" '").append(value);
        named.append('\'');
      }
    }
    return options.settings().secrets().mask(named.toString());
  }

  private String quoted() {
    String message = error.isTextual() ? error.asText() : error.path("message").asText("");
    if (message.isBlank() || answer.status() == 401 || answer.status() == 403) {
      // Some repeat a part of the key.
      return named();
    }
    String line = options.settings().secrets().mask(message).replaceAll("\\s+", " ").strip();
    return "'" + line.substring(0, Math.min(line.length(), LONGEST_QUOTE)) + "'";
  }

  /** The object {@code error}; vLLM and some others put its fields at the top. */
  private static JsonNode error(Answer answer) {
    try {
      @Nullable JsonNode body = JSON.readTree(answer.body());
      if (body == null) {
        return MissingNode.getInstance();
      }
      return body.has("error") ? body.path("error") : body;
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
