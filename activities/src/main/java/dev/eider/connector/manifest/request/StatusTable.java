package dev.eider.connector.manifest.request;

import static dev.eider.connector.manifest.request.FailureType.CONFIG_ERROR;
import static dev.eider.connector.manifest.request.FailureType.SYSTEM_ERROR;
import static dev.eider.connector.manifest.request.FailureType.TRANSIENT_ERROR;
import static dev.eider.connector.manifest.request.ResponseAction.FAIL;
import static dev.eider.connector.manifest.request.ResponseAction.RATE_LIMITED;
import static dev.eider.connector.manifest.request.ResponseAction.RETRY;

import java.util.Map;
import java.util.Optional;

/** What the reference does about each status no filter speaks of; the texts are its interface. */
final class StatusTable {
  private static final Resolution NO_ANSWER =
      new Resolution(
          RETRY,
          TRANSIENT_ERROR,
          "An exception occurred when making the request. "
              + "Exception: requests.exceptions.RequestException",
          false);
  private static final Map<Integer, Resolution> BY_STATUS =
      Map.ofEntries(
          row(400, FAIL, SYSTEM_ERROR, "Bad request. Please check your request parameters."),
          row(
              401,
              FAIL,
              CONFIG_ERROR,
              "Unauthorized. Please ensure you are authenticated correctly."),
          row(
              403,
              FAIL,
              CONFIG_ERROR,
              "Forbidden. You don't have permission to access this resource."),
          row(
              404,
              FAIL,
              SYSTEM_ERROR,
              "Not found. The requested resource was not found on the server."),
          row(405, FAIL, SYSTEM_ERROR, "Method not allowed. Please check your request method."),
          row(408, RETRY, TRANSIENT_ERROR, "Request timeout."),
          Map.entry(
              429,
              new Resolution(
                  RATE_LIMITED,
                  TRANSIENT_ERROR,
                  "Rate limit exceeded. Try decreasing concurrency or the number of workers to stay"
                      + " within API rate limits.",
                  false)),
          row(500, RETRY, TRANSIENT_ERROR, "Internal server error."),
          row(502, RETRY, TRANSIENT_ERROR, "Bad gateway."),
          row(503, RETRY, TRANSIENT_ERROR, "Service unavailable."),
          row(504, RETRY, TRANSIENT_ERROR, "Gateway timeout."));

  private StatusTable() {}

  static Optional<Resolution> known(int status) {
    return Optional.ofNullable(BY_STATUS.get(status));
  }

  static Resolution noAnswer() {
    return NO_ANSWER;
  }

  static Resolution of(int status) {
    return known(status)
        .orElseGet(
            () ->
                new Resolution(
                    RETRY, SYSTEM_ERROR, "Unexpected response with HTTP status " + status, false));
  }

  private static Map.Entry<Integer, Resolution> row(
      int status, ResponseAction action, FailureType type, String message) {
    String text = "HTTP Status Code: " + status + ". Error: " + message;
    return Map.entry(status, new Resolution(action, type, text, false));
  }
}
