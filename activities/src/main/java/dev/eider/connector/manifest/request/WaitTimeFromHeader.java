package dev.eider.connector.manifest.request;

import dev.eider.connector.manifest.model.Part;
import dev.eider.template.Scope;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Waits as many seconds as a header says; too many of them end the stream. */
record WaitTimeFromHeader(HeaderNumber number, Optional<Amount> most, Scope scope)
    implements Backoff {

  static WaitTimeFromHeader of(Part part, Scope scope) {
    String field = "max_waiting_time_in_seconds";
    return new WaitTimeFromHeader(
        HeaderNumber.of(part),
        part.optionalTemplate(field).map(template -> new Amount(part, field, template)),
        scope);
  }

  @Override
  public OptionalDouble seconds(@Nullable Response response, int attempt) {
    OptionalDouble seconds = number.in(response, scope);
    double limit = most.map(amount -> amount.in(scope).orElse(0)).orElse(0.0);
    if (limit > 0 && seconds.isPresent() && seconds.getAsDouble() >= limit) {
      throw new TooLongWait(
          "The rate limit is greater than max waiting time has been reached.",
          seconds.getAsDouble());
    }
    return seconds;
  }
}
