package dev.eider.connector.manifest.partition;

import dev.eider.connector.manifest.model.Part;
import dev.eider.connector.manifest.request.RequestOptions;
import dev.eider.connector.manifest.template.Scope;
import dev.eider.connector.manifest.template.Template;
import dev.eider.fault.Fault.Misconfigured;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a slice's value goes in a request: a {@code RequestOption} of a router or a cursor. */
public final class Injection {
  private final String target;
  private final List<String> path = new ArrayList<>();

  /**
   * Reads the option.
   *
   * @param option a {@code RequestOption}
   * @param scope with {@code config}
   */
  public Injection(Part option, Scope scope) {
    Scope own = scope.with("parameters", option.parameters());
    this.target = option.text("inject_into");
    if (option.has("field_name") == option.has("field_path")) {
      throw new Misconfigured(
          "manifest.wrong_value",
          option.pointer(),
          "expected one of field_name, field_path but found both or none",
          "keep one of them");
    }
    option.optionalTemplate("field_name").ifPresent(name -> path.add(name.text(own)));
    for (Template segment : option.templates("field_path")) {
      path.add(segment.text(own));
    }
    if (path.size() > 1 && !target.equals("body_json")) {
      throw option.wrong("field_path", "field_name outside of body_json", path);
    }
    if (!List.of("request_parameter", "header", "body_data", "body_json").contains(target)) {
      throw option.wrong(
          "inject_into", "one of request_parameter, header, body_data, body_json", target);
    }
  }

  /** Adds the value. */
  public void add(RequestOptions options, @Nullable Object value) {
    switch (target) {
      case "request_parameter" -> options.parameters().put(path.getFirst(), value);
      case "header" -> options.headers().put(path.getFirst(), value);
      case "body_data" -> options.bodyData().put(path.getFirst(), value);
      default -> nested(options.bodyJson(), value);
    }
  }

  @SuppressWarnings("unchecked") // only maps made here
  private void nested(Map<String, @Nullable Object> body, @Nullable Object value) {
    Map<String, @Nullable Object> here = body;
    for (String segment : path.subList(0, path.size() - 1)) {
      here =
          (Map<String, @Nullable Object>)
              here.compute(
                  segment, (k, old) -> old instanceof Map<?, ?> ? old : new LinkedHashMap<>());
    }
    here.put(path.getLast(), value);
  }
}
