package dev.eider.connector.manifest.paging;

import dev.eider.connector.manifest.model.Part;
import dev.eider.connector.manifest.request.RequestContext;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Pages are numbered; a short page is the last. */
record PageIncrement(OptionalLong pageSize, long first, boolean asksForFirst)
    implements PageStrategy {

  static PageIncrement of(Part part, RequestContext context) {
    long first =
        switch (part.raw("start_from_page")) {
          case null -> 0;
          case Number number -> number.longValue();
          case Object other -> throw part.wrong("start_from_page", "a whole number", other);
        };
    return new PageIncrement(
        PageSize.of(part).in(context.scope(part)),
        first,
        part.flag("inject_on_first_request", false));
  }

  @Override
  public @Nullable Object initialToken() {
    return asksForFirst ? first : null;
  }

  @Override
  public @Nullable Object nextToken(PageFacts page) {
    if (PageSize.isLast(pageSize, page.extracted())) {
      return null;
    }
    return page.token() instanceof Number last ? last.longValue() + 1 : first + 1;
  }
}
