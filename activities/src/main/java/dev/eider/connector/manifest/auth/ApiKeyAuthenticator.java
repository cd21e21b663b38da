package dev.eider.connector.manifest.auth;

import dev.eider.connector.manifest.model.Part;
import dev.eider.connector.manifest.request.RequestContext;
import dev.eider.connector.manifest.request.RequestOption;
import dev.eider.connector.manifest.request.RequestOptions;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.template.Scope;
import dev.eider.template.Template;
import dev.eider.template.Values;
import java.util.LinkedHashMap;
import java.util.Map;

/** A key in a header, a parameter or the body. */
record ApiKeyAuthenticator(Template token, RequestOption place, Scope scope)
    implements Authenticator {

  static ApiKeyAuthenticator of(Part part, RequestContext context) {
    if (part.has("header") == part.has("inject_into")) {
      throw new Misconfigured(
          "manifest.wrong_value",
          part.pointer(),
          "expected either header or inject_into but there are both or none",
          "keep inject_into");
    }
    Template token = part.optionalTemplate("api_token").orElseGet(() -> Template.compile(""));
    return new ApiKeyAuthenticator(token, place(part, context), context.scope(part));
  }

  @Override
  public RequestOptions options() {
    RequestOptions options = RequestOptions.empty();
    place.inject(options, token.text(scope));
    return options;
  }

  @Override
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    options().headers().forEach((name, value) -> headers.put(name, Values.str(value)));
    return headers;
  }

  @Override
  public String toString() {
    return "ApiKeyAuthenticator";
  }

  private static RequestOption place(Part part, RequestContext context) {
    if (part.has("inject_into")) {
      return RequestOption.of(part.part("inject_into"), context);
    }
    Map<String, @org.jspecify.annotations.Nullable Object> fields = new LinkedHashMap<>();
    fields.put("inject_into", "header");
    fields.put("field_name", part.text("header"));
    fields.put("$parameters", part.parameters());
    return RequestOption.of(new Part(fields, part.pointer()), context);
  }
}
