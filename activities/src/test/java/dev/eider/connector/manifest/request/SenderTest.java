package dev.eider.connector.manifest.request;

import static dev.eider.connector.manifest.request.Dialect.LIVE;
import static dev.eider.connector.manifest.request.Dialect.REFERENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eider.connector.manifest.partition.Slice;
import dev.eider.fault.Fault;
import dev.eider.fault.Fault.Denied;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.http.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SenderTest {
  private final Parts api = new Parts();

  @Test
  void waitsTwiceAsLongAfterEachErrorAndGivesUpAfterSixTries() {
    RequestFailure failure = failure("", script(REFERENCE, 500, 500, 500, 500, 500, 500));
    assertThat(api.waits()).containsExactly(1.0, 2.0, 4.0, 8.0, 16.0);
    assertThat(failure.type().word()).isEqualTo("transient_error");
    assertThat(failure.reference())
        .isEqualTo(
            "Exhausted available request attempts. Please see logs for more details. Exception:"
                + " HTTP Status Code: 500. Error: Internal server error.");
    assertThat(failure.fault()).isInstanceOf(Unavailable.class);
  }

  @Test
  void countsEachKindOfAnswerForItself() {
    send("", script(REFERENCE, 500, 429, 502, 200));
    assertThat(api.waits()).containsExactly(1.0, 1.0, 2.0);
    assertThat(api.limited()).isEqualTo(1);
  }

  @Test
  void startsTheInnerSeriesAnewAfterAnErrorOfTheOuterOne() {
    send("", script(REFERENCE, 429, 500, 429, 200));
    assertThat(api.waits()).containsExactly(1.0, 1.0, 1.0);
  }

  @Test
  void addsASecondToAConstantWait() {
    send(
        backoff("{type: ConstantBackoffStrategy, backoff_time_in_seconds: 60}"),
        script(REFERENCE, 500, 200));
    assertThat(api.waits()).containsExactly(61.0);
  }

  @Test
  void doublesAnExponentialWaitFromTheFirstTryOn() {
    send(
        backoff("{type: ExponentialBackoffStrategy, factor: 2}"),
        script(REFERENCE, 500, 503, 500, 200));
    assertThat(api.waits()).containsExactly(5.0, 9.0, 17.0);
  }

  @Test
  void waitsAsLongAsAHeaderSays() {
    Answer busy = new Answer(429, Map.of("X-Wait", "30 seconds"), new byte[0]);
    send(
        backoff("{type: WaitTimeFromHeader, header: x-wait, regex: '[0-9]+'}"),
        api.playing(REFERENCE, busy, Parts.json(200, "{}")));
    assertThat(api.waits()).containsExactly(31.0);
  }

  @Test
  void waitsUntilTheMomentAHeaderNames() {
    Answer busy = new Answer(429, Map.of("Reset", "1718452820"), new byte[0]);
    send(
        backoff("{type: WaitUntilTimeFromHeader, header: Reset, min_wait: 5}"),
        api.playing(REFERENCE, busy, Parts.json(200, "{}")));
    assertThat(api.waits()).containsExactly(21.0);
  }

  @Test
  void endsTheStreamWhenAHeaderAsksForMoreThanAllowed() {
    Answer busy = new Answer(429, Map.of("Wait", "600"), new byte[0]);
    RequestFailure failure =
        failure(
            backoff("{type: WaitTimeFromHeader, header: Wait, max_waiting_time_in_seconds: 600}"),
            api.playing(REFERENCE, busy));
    assertThat(failure.type()).isEqualTo(FailureType.TRANSIENT_ERROR);
    assertThat(failure.fault().retryAfter()).contains(Duration.ofMinutes(10));
  }

  @Test
  void ignoresRetryAfterInAReplay() {
    Answer busy = new Answer(429, Map.of("Retry-After", "30"), new byte[0]);
    send("", api.playing(REFERENCE, busy, Parts.json(200, "{}")));
    assertThat(api.waits()).containsExactly(1.0);
  }

  @Test
  void waitsAtLeastAsLongAsRetryAfterSaysInASync() {
    Answer busy = new Answer(429, Map.of("Retry-After", "2"), new byte[0]);
    send("", api.playing(LIVE, busy, Parts.json(200, "{}")));
    assertThat(api.waits()).containsExactly(2.0);
  }

  @Test
  void leavesAWaitOfMoreThanTwoSecondsTheApiAsksForToTheWorkflow() {
    Answer busy = new Answer(429, Map.of("Retry-After", "3"), new byte[0]);
    RequestFailure failure = failure("", api.playing(LIVE, busy));
    assertThat(failure.fault()).isInstanceOf(Unavailable.class);
    assertThat(failure.fault().retryAfter()).contains(Duration.ofSeconds(3));
    assertThat(api.waits()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400, system_error, HTTP Status Code: 400. Error: Bad request. Please check your request parameters.",
    "404, system_error, HTTP Status Code: 404. Error: Not found. The requested resource was not found on the server.",
    "405, system_error, HTTP Status Code: 405. Error: Method not allowed. Please check your request method.",
    "401, config_error, HTTP Status Code: 401. Error: Unauthorized. Please ensure you are authenticated correctly.",
    "403, config_error, HTTP Status Code: 403. Error: Forbidden. You don't have permission to access this resource.",
  })
  void givesUpAtOnce(int status, String type, String message) {
    RequestFailure failure = failure("", script(REFERENCE, status));
    assertThat(failure.type().word()).isEqualTo(type);
    assertThat(failure.reference()).isEqualTo(message);
    Class<? extends Fault> kind = type.equals("config_error") ? Denied.class : Misconfigured.class;
    assertThat(failure.fault()).isInstanceOf(kind);
  }

  @ParameterizedTest
  @CsvSource({"402", "408", "409", "418", "422", "501", "503", "504"})
  void triesAgain(int status) {
    send("", script(REFERENCE, status, 200));
    assertThat(api.waits()).containsExactly(1.0);
  }

  @Test
  void shortensTheSeriesToTheManifestsRetries() {
    failure(
        "error_handler: {type: DefaultErrorHandler, max_retries: 1}", script(REFERENCE, 500, 500));
    assertThat(api.waits()).containsExactly(1.0);
  }

  @Test
  void takesTheFirstFilterThatMatches() {
    String handler =
        "error_handler: {type: DefaultErrorHandler, response_filters: ["
            + "{type: HttpResponseFilter, http_codes: [404], error_message: never},"
            + "{type: HttpResponseFilter, http_codes: [404], action: IGNORE},"
            + "{type: HttpResponseFilter, http_codes: [404], action: FAIL}]}";
    assertThat(send(handler, script(REFERENCE, 404)).answer().status()).isEqualTo(404);
  }

  @Test
  void failsWithTheManifestsOwnWords() {
    String handler =
        "error_handler: {type: DefaultErrorHandler, response_filters: ["
            + "{type: HttpResponseFilter, error_message_contains: expired, action: FAIL,"
            + " failure_type: config_error, error_message: renew the token}]}";
    RequestFailure failure =
        failure(
            handler,
            api.playing(REFERENCE, Parts.json(400, "{\"error\":{\"msg\":\"it expired\"}}")));
    assertThat(failure.reference()).isEqualTo("renew the token");
    assertThat(failure.type()).isEqualTo(FailureType.CONFIG_ERROR);
  }

  @Test
  void losesTheFirstChildsRateLimitToTheLastChildsFailure() {
    String handler =
        "error_handler: {type: CompositeErrorHandler, error_handlers: ["
            + "{type: DefaultErrorHandler, response_filters: ["
            + "{type: HttpResponseFilter, http_codes: [403], action: RATE_LIMITED}]},"
            + "{type: DefaultErrorHandler}]}";
    assertThat(failure(handler, script(REFERENCE, 403)).type()).isEqualTo(FailureType.CONFIG_ERROR);
    assertThat(api.waits()).isEmpty();
  }

  @Test
  void triesAgainWhenThereIsNoAnswer() {
    RequestContext context =
        api.answering(
            LIVE,
            call -> {
              if (api.calls().size() == 1) {
                throw timeout();
              }
              return Parts.json(200, "{}");
            });
    send("", context);
    assertThat(api.waits()).containsExactly(1.0);
  }

  @Test
  void throwsWhyThereWasNoAnswerWhenItGivesUp() {
    RequestContext context =
        api.answering(
            LIVE,
            call -> {
              throw timeout();
            });
    String handler = backoff("{type: ConstantBackoffStrategy, backoff_time_in_seconds: 4}");
    Unavailable fault = catchThrowableOfType(Unavailable.class, () -> send(handler, context));
    assertThat(fault.problem().code()).isEqualTo("http.timeout");
    assertThat(api.waits()).containsExactly(5.0, 5.0, 5.0, 5.0, 5.0);
  }

  private static Unavailable timeout() {
    return new Unavailable("http.timeout", "x", "no answer", null, null);
  }

  private RequestContext script(Dialect dialect, int... statuses) {
    return api.playing(
        dialect, IntStream.of(statuses).mapToObj(s -> Parts.json(s, "{}")).toArray(Answer[]::new));
  }

  private static String backoff(String strategy) {
    return "error_handler: {type: DefaultErrorHandler, backoff_strategies: [" + strategy + "]}";
  }

  private static Response send(String yaml, RequestContext context) {
    HttpRequester requester =
        HttpRequester.of(
            Parts.part("type: HttpRequester\nurl_base: https://api.example.com\n" + yaml),
            context,
            false);
    return requester.send(requester.prepare(Slice.WHOLE, null, null, RequestOptions.empty()));
  }

  private static RequestFailure failure(String yaml, RequestContext context) {
    return catchThrowableOfType(RequestFailure.class, () -> send(yaml, context));
  }
}
