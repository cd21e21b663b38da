package dev.eider.connector.manifest.paging;

import dev.eider.connector.manifest.model.Part;
import dev.eider.connector.manifest.request.RequestContext;
import dev.eider.connector.manifest.request.RequestOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for one page after another. */
public sealed interface Paginator permits NoPagination, DefaultPaginator {

  /** What the first page is asked for with; null for nothing. */
  @Nullable Object initialToken();

  /** What the next page is asked for with; null, 0 and empty values mean that there is none. */
  @Nullable Object nextToken(PageFacts page);

  /** Adds the page's size and token to a request. */
  void addOptions(RequestOptions options, @Nullable Object token);

  /** The path or URL of the page, where the token is one. */
  Optional<String> path(@Nullable Object token);

  /** As written; a single page when nothing is written. */
  static Paginator of(Optional<Part> part, RequestContext context) {
    return part.map(p -> of(p, context)).orElseGet(NoPagination::new);
  }

  private static Paginator of(Part part, RequestContext context) {
    return switch (part.type()) {
      case "NoPagination" -> new NoPagination();
      case "DefaultPaginator" -> DefaultPaginator.of(part, context);
      default -> throw part.unsupported("paginator");
    };
  }
}
