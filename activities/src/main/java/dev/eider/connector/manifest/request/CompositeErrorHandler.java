package dev.eider.connector.manifest.request;

import dev.eider.connector.manifest.model.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks its children in order until one neither fails nor complains of too many requests. A child
 * always answers, so later ones are asked only about what the first would fail; the last one's
 * answer stands when nobody ends the search.
 */
record CompositeErrorHandler(List<ErrorHandler> children) implements ErrorHandler {

  static CompositeErrorHandler of(Part part, List<ErrorHandler> children) {
    if (children.isEmpty()) {
      throw part.wrong("error_handlers", "at least one error handler", List.of());
    }
    return new CompositeErrorHandler(children);
  }

  @Override
  public Resolution judge(@Nullable Response response) {
    Resolution judged = Resolution.SUCCESS;
    for (ErrorHandler child : children) {
      judged = child.judge(response);
      if (ends(judged.action())) {
        return judged;
      }
    }
    return judged;
  }

  @Override
  public int maxRetries() {
    return children.getFirst().maxRetries();
  }

  @Override
  public List<Backoff> backoffs() {
    return children.stream().flatMap(child -> child.backoffs().stream()).toList();
  }

  private static boolean ends(ResponseAction action) {
    return switch (action) {
      case SUCCESS, RETRY, IGNORE, RESET_PAGINATION -> true;
      case FAIL, RATE_LIMITED, REFRESH_TOKEN_THEN_RETRY -> false;
    };
  }
}
