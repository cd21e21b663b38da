package dev.eider.connector.manifest.request;

import dev.eider.connector.manifest.auth.Authenticator;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.http.Call;
import dev.eider.http.Exchange;
import dev.eider.http.PoliteHttp;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Sends a request, and again as its error handler wants. One series of tries per object. */
final class Sender {
  private static final double EXTRA_SECOND = 1;

  private final RequestContext context;
  private final Exchange exchange;
  private final ErrorHandler handler;
  private final Authenticator authenticator;
  private final Tries tries;
  private Duration waited = Duration.ZERO;
  private @Nullable Unavailable silence;

  Sender(
      RequestContext context,
      Exchange exchange,
      ErrorHandler handler,
      Authenticator authenticator) {
    this.context = context;
    this.exchange = exchange;
    this.handler = handler;
    this.authenticator = authenticator;
    this.tries = new Tries(handler.maxRetries() + 1);
  }

  /**
   * The answer to use: a good one, or one that is to be ignored.
   *
   * @throws RequestFailure when it is given up
   * @throws PaginationResetRequired when the handler says so
   */
  Response send(Call call) {
    Call current = call;
    while (true) {
      tries.next();
      @Nullable Response response = once(current);
      Resolution resolution = handler.judge(response);
      switch (resolution.action()) {
        case SUCCESS, IGNORE -> {
          if (response != null) {
            return response;
          }
          throw new IllegalStateException("no handler accepts a missing answer");
        }
        case FAIL -> {
          throw response == null
              ? givenUp(call, null, resolution)
              : Failures.refused(call, response, resolution);
        }
        case RESET_PAGINATION -> throw new PaginationResetRequired(call.where());
        case RETRY, RATE_LIMITED, REFRESH_TOKEN_THEN_RETRY -> pause(call, response, resolution);
      }
      current = current.withHeaders(Headers.with(current.headers(), authenticator.headers()));
    }
  }

  private @Nullable Response once(Call call) {
    try {
      return new Response(exchange.send(call), context.dialect(), call.where());
    } catch (Unavailable e) {
      if (context.dialect().leavesDeadHosts() && PoliteHttp.isDeadHost(e)) {
        throw e;
      }
      silence = e;
      return null;
    }
  }

  private void pause(Call call, @Nullable Response response, Resolution resolution) {
    boolean limited = resolution.action() == ResponseAction.RATE_LIMITED;
    if (limited) {
      context.waits().rateLimited(call.where());
    }
    OptionalDouble own = ownSeconds(call, response);
    OptionalDouble seconds =
        own.isPresent()
            ? tries.custom(own.getAsDouble() + EXTRA_SECOND)
            : limited ? tries.rateLimited() : tries.usual();
    if (seconds.isEmpty() || seriesIsOver(limited && own.isEmpty())) {
      throw givenUp(call, response, resolution);
    }
    Duration wait = polite(seconds.getAsDouble(), response);
    boolean asked = response != null && (own.isPresent() || RetryAfter.in(response).isPresent());
    Optional<Duration> most = context.dialect().longestWait(asked);
    if (most.filter(longest -> wait.compareTo(longest) > 0).isPresent()) {
      throw Failures.toWait(call, response, wait, resolution);
    }
    String what = response == null ? "gave no answer" : "answered " + response.answer().status();
    context.waits().sleep(wait, call.where() + " " + what);
    waited = waited.plus(wait);
  }

  private RuntimeException givenUp(Call call, @Nullable Response response, Resolution resolution) {
    // Why there was no answer is known better where the connection broke.
    return response == null && silence != null
        ? silence
        : Failures.exhausted(call, response, resolution, tries.count());
  }

  private OptionalDouble ownSeconds(Call call, @Nullable Response response) {
    try {
      for (Backoff backoff : handler.backoffs()) {
        OptionalDouble seconds = backoff.seconds(response, tries.count());
        if (seconds.isPresent() && seconds.getAsDouble() != 0) {
          return seconds;
        }
      }
      return OptionalDouble.empty();
    } catch (TooLongWait e) {
      throw Failures.tooLong(call, e);
    }
  }

  private boolean seriesIsOver(boolean endless) {
    return !endless
        && context
            .dialect()
            .longestSeries()
            .filter(most -> waited.compareTo(most) >= 0)
            .isPresent();
  }

  private Duration polite(double seconds, @Nullable Response response) {
    Duration wait = Duration.ofMillis(Math.max(0, Math.round(seconds * 1000)));
    if (response == null || !context.dialect().retryAfterIsFloor()) {
      return wait;
    }
    Duration floor = RetryAfter.in(response).orElse(Duration.ZERO);
    return floor.compareTo(wait) > 0 ? floor : wait;
  }
}
