package dev.eider.connector.manifest.request;

import dev.eider.connector.manifest.model.Part;
import dev.eider.template.Scope;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Filters in order, then success, then the table of statuses. */
record DefaultErrorHandler(List<HttpResponseFilter> filters, int maxRetries, List<Backoff> backoffs)
    implements ErrorHandler {
  private static final int USUAL_RETRIES = 5;

  static DefaultErrorHandler usual() {
    return new DefaultErrorHandler(List.of(), USUAL_RETRIES, List.of());
  }

  static DefaultErrorHandler of(Part part, RequestContext context) {
    return new DefaultErrorHandler(
        part.parts("response_filters").stream()
            .map(p -> HttpResponseFilter.of(p, context))
            .toList(),
        retries(part, context.scope(part)),
        part.parts("backoff_strategies").stream().map(p -> Backoff.of(p, context)).toList());
  }

  @Override
  public Resolution judge(@Nullable Response response) {
    if (response == null) {
      return StatusTable.noAnswer();
    }
    for (HttpResponseFilter filter : filters) {
      Optional<Resolution> judged = filter.judge(response);
      if (judged.isPresent()) {
        return judged.get();
      }
    }
    return response.answer().ok() ? Resolution.SUCCESS : StatusTable.of(response.answer().status());
  }

  private static int retries(Part part, Scope scope) {
    if (!part.has("max_retries")) {
      return USUAL_RETRIES;
    }
    String text = part.template("max_retries").text(scope);
    try {
      return Math.max(0, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw part.wrong("max_retries", "a whole number", text);
    }
  }
}
