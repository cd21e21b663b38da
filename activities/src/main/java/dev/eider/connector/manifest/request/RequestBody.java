package dev.eider.connector.manifest.request;

import dev.eider.connector.manifest.model.Part;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.template.Scope;
import dev.eider.template.Values;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a requester itself puts into a request's body, in the old spelling or the new one. */
final class RequestBody {
  private final Part part;
  private final Inputs form;
  private final Inputs json;

  private RequestBody(Part part, Inputs form, Inputs json) {
    this.part = part;
    this.form = form;
    this.json = json;
  }

  static RequestBody of(Part part) {
    Optional<Part> body = part.optionalPart("request_body");
    if (body.isPresent()) {
      return typed(body.get());
    }
    if (part.has("request_body_data") && part.has("request_body_json")) {
      throw new Misconfigured(
          "manifest.wrong_value",
          part.pointer(),
          "expected either request_body_data or request_body_json but both are there",
          "keep one of them");
    }
    return new RequestBody(
        part, Inputs.texts(part, "request_body_data"), Inputs.values(part, "request_body_json"));
  }

  private static RequestBody typed(Part body) {
    Inputs none = Inputs.texts(body, "nothing");
    return switch (body.type()) {
      case "RequestBodyUrlEncodedForm", "RequestBodyPlainText" ->
          new RequestBody(body, Inputs.texts(body, "value"), none);
      case "RequestBodyJsonObject", "RequestBodyGraphQL" ->
          new RequestBody(body, none, Inputs.values(body, "value"));
      default -> throw body.unsupported("request body");
    };
  }

  /** Adds the form or JSON fields; returns the text where the body is a plain one, else empty. */
  String addTo(RequestOptions options, Scope scope) {
    @Nullable Object fields = form.evaluate(scope);
    if (fields instanceof Map<?, ?> map) {
      map.forEach((key, value) -> options.bodyData().put(String.valueOf(key), value));
    }
    @Nullable Object object = json.evaluate(scope);
    if (object instanceof Map<?, ?> map) {
      options.bodyJson().putAll(texted(map));
    } else if (object != null && !"".equals(object)) {
      throw part.wrong("request_body_json", "an object", "a " + object.getClass().getSimpleName());
    }
    return fields instanceof String text ? text : "";
  }

  private static Map<String, @Nullable Object> texted(Map<?, ?> map) {
    Map<String, @Nullable Object> fields = Values.fields(map);
    fields.values().removeIf(Objects::isNull);
    return fields;
  }
}
