package dev.eider.connector.manifest.paging;

import dev.eider.connector.manifest.model.Part;
import dev.eider.connector.manifest.request.RequestContext;
import dev.eider.connector.manifest.request.RequestOption;
import dev.eider.connector.manifest.request.RequestOptions;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.template.Values;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A strategy with the places its size and token go to. */
final class DefaultPaginator implements Paginator {
  private final PageStrategy strategy;
  private final Optional<RequestOption> sizeOption;
  private final Optional<RequestOption> tokenOption;
  private final boolean tokenIsPath;

  private DefaultPaginator(
      PageStrategy strategy,
      Optional<RequestOption> sizeOption,
      Optional<RequestOption> tokenOption,
      boolean tokenIsPath) {
    this.strategy = strategy;
    this.sizeOption = sizeOption;
    this.tokenOption = tokenOption;
    this.tokenIsPath = tokenIsPath;
  }

  static DefaultPaginator of(Part part, RequestContext context) {
    PageStrategy strategy = PageStrategy.of(part.part("pagination_strategy"), context);
    Optional<RequestOption> size =
        part.optionalPart("page_size_option").map(p -> RequestOption.of(p, context));
    if (size.isPresent() && strategy.pageSize().orElse(0) == 0) {
      throw new Misconfigured(
          "manifest.wrong_value",
          part.pointer() + "/page_size_option",
          "expected page_size in the pagination strategy beside page_size_option",
          "add page_size to the strategy or remove page_size_option");
    }
    Optional<Part> tokenPart = part.optionalPart("page_token_option");
    boolean isPath = tokenPart.filter(p -> p.type().equals("RequestPath")).isPresent();
    Optional<RequestOption> token =
        isPath ? Optional.empty() : tokenPart.map(p -> RequestOption.of(p, context));
    if (size.isPresent() && token.isPresent() && size.get().collidesWith(token.get())) {
      throw new Misconfigured(
          "request.duplicate_key",
          part.pointer() + "/page_token_option",
          "expected another place than page_size_option has but both are the same",
          "give the token a field_name of its own");
    }
    return new DefaultPaginator(strategy, size, token, isPath);
  }

  @Override
  public @Nullable Object initialToken() {
    return strategy.initialToken();
  }

  @Override
  public @Nullable Object nextToken(PageFacts page) {
    return strategy.nextToken(page);
  }

  @Override
  public void addOptions(RequestOptions options, @Nullable Object token) {
    if (token != null) {
      tokenOption.ifPresent(option -> option.inject(options, token));
    }
    if (sizeOption.isPresent()) {
      OptionalLong size = strategy.pageSize();
      if (size.orElse(0) != 0) {
        sizeOption.get().inject(options, size.getAsLong());
      }
    }
  }

  @Override
  public Optional<String> path(@Nullable Object token) {
    return tokenIsPath && Values.truthy(token) ? Optional.of(Values.str(token)) : Optional.empty();
  }
}
