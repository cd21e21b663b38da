package dev.eider.connector.manifest;

import dev.eider.connector.manifest.request.RequestFailure;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Compares a fault with the error the reference ended with. */
final class ReferenceError {
  private ReferenceError() {}

  static Optional<String> difference(Map<?, ?> error, RuntimeException fault) {
    if (!(fault instanceof RequestFailure known)) {
      return Boolean.TRUE.equals(error.get("exact"))
          ? Optional.of("message: expected '" + error.get("message") + "' but was " + fault)
          : Optional.empty();
    }
    String type = known.type().name().toLowerCase(Locale.ROOT);
    if (!type.equals(error.get("failure_type"))) {
      return Optional.of("outcome: expected " + error.get("failure_type") + " but was " + type);
    }
    if (!Boolean.TRUE.equals(error.get("exact"))
        || known.reference().equals(error.get("message"))) {
      return Optional.empty();
    }
    return Optional.of(
        "message: expected '" + error.get("message") + "' but was '" + known.reference() + "'");
  }
}
