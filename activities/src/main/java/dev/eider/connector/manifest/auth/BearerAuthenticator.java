package dev.eider.connector.manifest.auth;

import dev.eider.connector.manifest.model.Part;
import dev.eider.connector.manifest.request.RequestContext;
import dev.eider.template.Scope;
import dev.eider.template.Template;
import java.util.Map;

/** {@code Authorization: Bearer <token>}. */
record BearerAuthenticator(Template token, Scope scope) implements Authenticator {

  static BearerAuthenticator of(Part part, RequestContext context) {
    return new BearerAuthenticator(part.template("api_token"), context.scope(part));
  }

  @Override
  public Map<String, String> headers() {
    return Map.of("Authorization", "Bearer " + token.text(scope));
  }

  @Override
  public String toString() {
    return "BearerAuthenticator";
  }
}
