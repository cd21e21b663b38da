package dev.eider.connector.manifest.paging;

import dev.eider.connector.manifest.model.Part;
import dev.eider.connector.manifest.request.RequestContext;
import dev.eider.template.Scope;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Pages begin after so many records; a short page is the last. */
record OffsetIncrement(PageSize size, boolean asksForFirst, Scope scope) implements PageStrategy {

  static OffsetIncrement of(Part part, RequestContext context) {
    return new OffsetIncrement(
        PageSize.of(part), part.flag("inject_on_first_request", false), context.scope(part));
  }

  @Override
  public @Nullable Object initialToken() {
    return asksForFirst ? 0L : null;
  }

  @Override
  public @Nullable Object nextToken(PageFacts page) {
    OptionalLong wanted = size.in(scope.with("response", page.response()));
    if (PageSize.isLast(wanted, page.extracted())) {
      return null;
    }
    return page.token() instanceof Number last
        ? last.longValue() + page.extracted()
        : (Long) (long) page.extracted();
  }

  @Override
  public OptionalLong pageSize() {
    return size.in(scope);
  }
}
