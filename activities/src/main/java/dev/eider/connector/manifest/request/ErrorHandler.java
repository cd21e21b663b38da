package dev.eider.connector.manifest.request;

import dev.eider.connector.manifest.model.Part;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges answers and says how to wait for better ones. */
sealed interface ErrorHandler permits DefaultErrorHandler, CompositeErrorHandler {

  /** The judgement; null stands for no answer at all. */
  Resolution judge(@Nullable Response response);

  /** How many tries may follow the first. */
  int maxRetries();

  /** In the order they are asked. */
  List<Backoff> backoffs();

  /** A requester's error handler; the default one when it names none. */
  static ErrorHandler of(Optional<Part> part, RequestContext context) {
    return part.map(p -> of(p, context)).orElseGet(DefaultErrorHandler::usual);
  }

  private static ErrorHandler of(Part part, RequestContext context) {
    return switch (part.type()) {
      case "DefaultErrorHandler" -> DefaultErrorHandler.of(part, context);
      case "CompositeErrorHandler" ->
          CompositeErrorHandler.of(
              part, part.parts("error_handlers").stream().map(p -> of(p, context)).toList());
      default -> throw part.unsupported("error handler");
    };
  }
}
