package dev.eider.connector.manifest.paging;

import dev.eider.connector.manifest.model.Part;
import dev.eider.connector.manifest.request.RequestContext;
import dev.eider.template.Scope;
import dev.eider.template.Template;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Each page says how to ask for the next. */
record CursorPagination(
    Template cursorValue, Optional<Template> stopCondition, OptionalLong pageSize, Scope scope)
    implements PageStrategy {

  static CursorPagination of(Part part, RequestContext context) {
    Scope scope = context.scope(part);
    return new CursorPagination(
        part.template("cursor_value"),
        part.optionalTemplate("stop_condition"),
        PageSize.of(part).in(scope),
        scope);
  }

  @Override
  public @Nullable Object initialToken() {
    return null;
  }

  @Override
  public @Nullable Object nextToken(PageFacts page) {
    Scope seen = seeing(page);
    if (stopCondition.isPresent() && stopCondition.get().test(seen)) {
      return null;
    }
    return cursorValue.eval(seen);
  }

  private Scope seeing(PageFacts page) {
    Map<String, @Nullable Object> headers = new LinkedHashMap<>(page.headers());
    headers.put("link", LinkHeader.parse(page.headers()));
    Map<String, @Nullable Object> names = new HashMap<>(scope.names());
    names.put("response", page.response());
    names.put("headers", headers);
    names.put("last_record", page.lastRecord());
    names.put("last_page_size", (long) page.selected());
    return new Scope(scope.clock(), names);
  }
}
