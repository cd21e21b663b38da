package dev.eider.connector.manifest.request;

import dev.eider.connector.manifest.model.Part;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.template.Scope;
import dev.eider.template.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where in a request a value goes: a query parameter, a header, a form field, a JSON field. */
public final class RequestOption {
  private final Place place;
  private final List<Template> path;
  private final Scope scope;

  private RequestOption(Place place, List<Template> path, Scope scope) {
    this.place = place;
    this.path = path;
    this.scope = scope;
  }

  /**
   * As written.
   *
   * @throws Misconfigured unless exactly one of {@code field_name} and {@code field_path} is there,
   *     or when a path is asked for outside a JSON body
   */
  public static RequestOption of(Part part, RequestContext context) {
    Place place = place(part);
    boolean named = part.has("field_name");
    if (named == part.has("field_path")) {
      throw new Misconfigured(
          "manifest.wrong_value",
          part.pointer(),
          "expected either field_name or field_path but "
              + (named ? "both are there" : "neither is there"),
          "keep one of them");
    }
    if (!named && place != Place.BODY_JSON) {
      throw part.wrong("inject_into", "'body_json' beside field_path", part.raw("inject_into"));
    }
    List<Template> path =
        named ? List.of(part.template("field_name")) : part.templates("field_path");
    if (path.isEmpty()) {
      throw part.wrong("field_path", "at least one segment", path);
    }
    return new RequestOption(place, path, context.scope(part));
  }

  /** Puts the value where it belongs, over what this target already has there. */
  public void inject(RequestOptions target, @Nullable Object value) {
    List<String> keys = keys();
    Map<String, @Nullable Object> at = mapIn(target);
    for (String key : keys.subList(0, keys.size() - 1)) {
      at = child(at, key);
    }
    at.put(keys.getLast(), value);
  }

  /** Whether both would write to the same place. */
  public boolean collidesWith(RequestOption other) {
    return place == other.place && keys().equals(other.keys());
  }

  private List<String> keys() {
    return path.stream().map(segment -> segment.text(scope)).toList();
  }

  private Map<String, @Nullable Object> mapIn(RequestOptions target) {
    return switch (place) {
      case REQUEST_PARAMETER -> target.parameters();
      case HEADER -> target.headers();
      case BODY_DATA -> target.bodyData();
      case BODY_JSON -> target.bodyJson();
    };
  }

  private static Map<String, @Nullable Object> child(Map<String, @Nullable Object> at, String key) {
    Map<String, @Nullable Object> child = new LinkedHashMap<>();
    if (at.get(key) instanceof Map<?, ?> known) {
      known.forEach((name, value) -> child.put(String.valueOf(name), value));
    }
    at.put(key, child);
    return child;
  }

  private static Place place(Part part) {
    List<String> names = new ArrayList<>();
    for (Place place : Place.values()) {
      String name = place.name().toLowerCase(Locale.ROOT);
      if (name.equals(part.text("inject_into"))) {
        return place;
      }
      names.add(name);
    }
    throw part.wrong("inject_into", "one of " + String.join(", ", names), part.raw("inject_into"));
  }

  private enum Place {
    REQUEST_PARAMETER,
    HEADER,
    BODY_DATA,
    BODY_JSON
  }
}
