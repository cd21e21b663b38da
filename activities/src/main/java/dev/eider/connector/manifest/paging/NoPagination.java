package dev.eider.connector.manifest.paging;

import dev.eider.connector.manifest.request.RequestOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One page is all there is. */
record NoPagination() implements Paginator {

  @Override
  public @Nullable Object initialToken() {
    return null;
  }

  @Override
  public @Nullable Object nextToken(PageFacts page) {
    return null;
  }

  @Override
  public void addOptions(RequestOptions options, @Nullable Object token) {
    // Nothing to ask for.
  }

  @Override
  public Optional<String> path(@Nullable Object token) {
    return Optional.empty();
  }
}
