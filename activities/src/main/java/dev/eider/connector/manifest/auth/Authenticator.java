package dev.eider.connector.manifest.auth;

import dev.eider.connector.manifest.model.Part;
import dev.eider.connector.manifest.request.RequestContext;
import dev.eider.connector.manifest.request.RequestOptions;
import java.util.Map;
import java.util.Optional;

/** Says who asks. */
public sealed interface Authenticator
    permits NoAuth, ApiKeyAuthenticator, BearerAuthenticator, BasicHttpAuthenticator {

  /** What belongs into a new request, headers included. */
  default RequestOptions options() {
    RequestOptions options = RequestOptions.empty();
    options.headers().putAll(headers());
    return options;
  }

  /** The headers alone: set once more when a request goes out, and again on every retry. */
  Map<String, String> headers();

  /** As written; nothing when nothing is written. */
  static Authenticator of(Optional<Part> part, RequestContext context) {
    return part.map(p -> of(p, context)).orElseGet(NoAuth::new);
  }

  private static Authenticator of(Part part, RequestContext context) {
    return switch (part.type()) {
      case "NoAuth" -> new NoAuth();
      case "ApiKeyAuthenticator" -> ApiKeyAuthenticator.of(part, context);
      case "BearerAuthenticator" -> BearerAuthenticator.of(part, context);
      case "BasicHttpAuthenticator" -> BasicHttpAuthenticator.of(part, context);
      default -> throw part.unsupported("authenticator");
    };
  }
}
