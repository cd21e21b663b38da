package dev.eider.connector.manifest.request;

import dev.eider.connector.manifest.model.Part;
import dev.eider.template.Scope;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Waits until the moment a header names in epoch seconds, but never less than a minimum. */
record WaitUntilTimeFromHeader(
    HeaderNumber number, Optional<Amount> least, Optional<Amount> most, Scope scope)
    implements Backoff {
  private static final double MILLIS = 1000.0;

  static WaitUntilTimeFromHeader of(Part part, Scope scope) {
    return new WaitUntilTimeFromHeader(
        HeaderNumber.of(part),
        amount(part, "min_wait"),
        amount(part, "max_waiting_time_in_seconds"),
        scope);
  }

  @Override
  public OptionalDouble seconds(@Nullable Response response, int attempt) {
    double floor = least.map(amount -> amount.in(scope).orElse(0)).orElse(0.0);
    double until = number.in(response, scope).orElse(0);
    double wait = until == 0 ? floor : until - scope.clock().millis() / MILLIS;
    double chosen = floor > 0 ? Math.max(wait, floor) : wait;
    if (chosen <= 0) {
      return OptionalDouble.empty();
    }
    OptionalDouble limit = most.map(a -> a.in(scope)).orElse(OptionalDouble.empty());
    if (limit.isPresent() && chosen > limit.getAsDouble()) {
      throw new TooLongWait(
          "The rate limit wait time is longer than the connector is allowed to wait.", chosen);
    }
    return OptionalDouble.of(chosen);
  }

  private static Optional<Amount> amount(Part part, String field) {
    return part.optionalTemplate(field).map(template -> new Amount(part, field, template));
  }
}
