package dev.eider.connector.manifest.request;

import dev.eider.connector.manifest.model.Part;
import dev.eider.template.Scope;
import dev.eider.template.Template;
import java.util.OptionalDouble;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** How long to wait before the next try. */
sealed interface Backoff
    permits Backoff.Constant, Backoff.Exponential, WaitTimeFromHeader, WaitUntilTimeFromHeader {

  /**
   * Seconds to wait; empty or zero when this strategy has nothing to say.
   *
   * @param response null when there was no answer
   * @param attempt how many tries there were, from 1
   */
  OptionalDouble seconds(@Nullable Response response, int attempt);

  /** As written. */
  static Backoff of(Part part, RequestContext context) {
    Scope scope = context.scope(part);
    return switch (part.type()) {
      case "ConstantBackoffStrategy" ->
          new Constant(
              new Amount(part, "backoff_time_in_seconds", part.template("backoff_time_in_seconds")),
              jitter(part),
              scope);
      case "ExponentialBackoffStrategy" ->
          new Exponential(
              new Amount(
                  part,
                  "factor",
                  part.optionalTemplate("factor").orElseGet(() -> Template.compile("5"))),
              jitter(part),
              scope);
      case "WaitTimeFromHeader" -> WaitTimeFromHeader.of(part, scope);
      case "WaitUntilTimeFromHeader" -> WaitUntilTimeFromHeader.of(part, scope);
      default -> throw part.unsupported("backoff strategy");
    };
  }

  private static double jitter(Part part) {
    return part.raw("jitter_range_in_seconds") instanceof Number range ? range.doubleValue() : 0;
  }

  private static double jittered(double seconds, double range) {
    return range > 0 && seconds > 0
        ? ThreadLocalRandom.current().nextDouble(seconds, seconds + 2 * range)
        : seconds;
  }

  /** Always the same. */
  record Constant(Amount amount, double jitter, Scope scope) implements Backoff {
    @Override
    public OptionalDouble seconds(@Nullable Response response, int attempt) {
      return OptionalDouble.of(jittered(amount.in(scope).orElse(0), jitter));
    }
  }

  /** Doubles with every try: factor × 2, × 4, × 8. */
  record Exponential(Amount factor, double jitter, Scope scope) implements Backoff {
    @Override
    public OptionalDouble seconds(@Nullable Response response, int attempt) {
      double seconds = factor.in(scope).orElse(0) * Math.pow(2, attempt);
      return OptionalDouble.of(jittered(seconds, jitter));
    }
  }
}
