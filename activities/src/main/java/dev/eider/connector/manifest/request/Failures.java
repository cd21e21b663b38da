package dev.eider.connector.manifest.request;

import dev.eider.fault.Fault;
import dev.eider.fault.Fault.Denied;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.http.Call;
import dev.eider.outcome.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Chooses the fault for an answer that will not be tried again. */
final class Failures {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERRORS = 500;
  private static final int LONGEST_QUOTE = 200;
  private static final String LATER =
      "see the API's limits and status, and raise give_up_after to wait longer";

  private Failures() {}

  /** The error handler says FAIL. */
  static RequestFailure refused(Call call, Response response, Resolution resolution) {
    String message = resolution.message().isEmpty() ? said(call, response) : resolution.message();
    return new RequestFailure(fault(call, response, resolution), resolution.type(), message);
  }

  /** The tries are used up. */
  static RequestFailure exhausted(
      Call call, @Nullable Response response, Resolution resolution, int tries) {
    String last =
        resolution.message().isEmpty()
            ? "Request to %s failed with failure type FailureType.%s, response action ResponseAction.%s."
                .formatted(call.url(), resolution.type().word(), resolution.action())
            : resolution.message();
    String what = response == null ? "gave no answer" : answered(response, resolution);
    Fault fault =
        unavailable(
            "http.retries_used_up",
            call,
            "the last of " + tries + " tries " + what,
            response == null ? null : RetryAfter.in(response).orElse(null));
    return new RequestFailure(
        fault,
        resolution.type(),
        "Exhausted available request attempts. Please see logs for more details. Exception: "
            + last);
  }

  /** The pause is longer than a step may hold on. */
  static RequestFailure toWait(
      Call call, @Nullable Response response, Duration wait, Resolution resolution) {
    String reason = response == null ? "gave no answer" : answered(response, resolution);
    Fault fault = unavailable("http.wait", call, reason, wait);
    return new RequestFailure(fault, resolution.type(), resolution.message());
  }

  /** The pause is longer than the manifest allows. */
  static RequestFailure tooLong(Call call, TooLongWait wait) {
    Duration asked = Duration.ofMillis(Math.round(wait.seconds() * 1000));
    Fault fault =
        unavailable(
            "http.wait_too_long",
            call,
            "the server asks to wait " + asked.toSeconds() + " s, longer than the manifest allows",
            asked);
    return new RequestFailure(
        fault, FailureType.TRANSIENT_ERROR, String.valueOf(wait.getMessage()));
  }

  private static Fault fault(Call call, Response response, Resolution resolution) {
    int status = response.answer().status();
    String message = answered(response, resolution);
    String code = "http.status_" + status;
    if (status == UNAUTHORIZED || status == FORBIDDEN) {
      return new Denied(
          code, call.where(), message, "check the credentials and what they may read");
    }
    boolean passing =
        resolution.type() == FailureType.TRANSIENT_ERROR
            || status == TOO_MANY
            || status >= SERVER_ERRORS;
    return passing
        ? unavailable(code, call, message, RetryAfter.in(response).orElse(null))
        : new Misconfigured(
            code, call.where(), message, "check the settings this request is made of");
  }

  private static Unavailable unavailable(
      String code, Call call, String message, @Nullable Duration retryAfter) {
    return new Unavailable(new Problem(code, call.where(), message, LATER), retryAfter, null);
  }

  private static String answered(Response response, Resolution resolution) {
    String status = "answered " + response.answer().status();
    if (resolution.custom()) {
      return status + ": " + shortened(resolution.message());
    }
    // Only texts from JSON: a raw body may be anything, of any size.
    return response.isJson()
        ? ErrorText.of(response)
            .filter(text -> !text.isBlank())
            .map(text -> status + ": '" + shortened(text) + "'")
            .orElse(status)
        : status;
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    if (line.length() <= LONGEST_QUOTE) {
      return line;
    }
    // Never cut inside a word: half a secret would not be recognised and masked any more.
    return line.substring(0, Math.max(0, line.lastIndexOf(' ', LONGEST_QUOTE))) + "…";
  }

  private static String said(Call call, Response response) {
    return "'%s' request to '%s' failed with status code '%d' and error message: '%s'."
        .formatted(
            call.method(),
            call.url(),
            response.answer().status(),
            ErrorText.of(response).orElse("None"));
  }
}
