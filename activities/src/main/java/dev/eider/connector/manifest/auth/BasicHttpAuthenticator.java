package dev.eider.connector.manifest.auth;

import dev.eider.connector.manifest.model.Part;
import dev.eider.connector.manifest.request.RequestContext;
import dev.eider.template.Scope;
import dev.eider.template.Template;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** {@code Authorization: Basic <base64 of user:password>}. */
record BasicHttpAuthenticator(Template username, Template password, Scope scope)
    implements Authenticator {

  static BasicHttpAuthenticator of(Part part, RequestContext context) {
    return new BasicHttpAuthenticator(
        part.template("username"),
        part.optionalTemplate("password").orElseGet(() -> Template.compile("")),
        context.scope(part));
  }

  @Override
  public Map<String, String> headers() {
    String pair = username.text(scope) + ":" + password.text(scope);
    String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return Map.of("Authorization", "Basic " + encoded);
  }

  @Override
  public String toString() {
    return "BasicHttpAuthenticator";
  }
}
