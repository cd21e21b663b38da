package dev.eider.connector.manifest.paging;

import dev.eider.connector.manifest.model.Part;
import dev.eider.connector.manifest.request.RequestContext;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How one page leads to the next. */
sealed interface PageStrategy permits PageIncrement, OffsetIncrement, CursorPagination {

  /** What the first page is asked for with; null for nothing. */
  @Nullable Object initialToken();

  /** What the next page is asked for with; null, 0 and empty values mean that there is none. */
  @Nullable Object nextToken(PageFacts page);

  /** How many records a page should have, where the manifest says so. */
  OptionalLong pageSize();

  /** As written. */
  static PageStrategy of(Part part, RequestContext context) {
    return switch (part.type()) {
      case "PageIncrement" -> PageIncrement.of(part, context);
      case "OffsetIncrement" -> OffsetIncrement.of(part, context);
      case "CursorPagination" -> CursorPagination.of(part, context);
      default -> throw part.unsupported("pagination strategy");
    };
  }
}
