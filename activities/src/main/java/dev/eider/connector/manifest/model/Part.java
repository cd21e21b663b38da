package dev.eider.connector.manifest.model;

import dev.eider.fault.Fault.Misconfigured;
import dev.eider.outcome.Problem;
import dev.eider.template.Template;
import dev.eider.template.TemplateException;
import dev.eider.template.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One component of a manifest after references are resolved and parameters and default types are
 * filled in: a typed view of its fields that knows its place. A field that is missing or of the
 * wrong kind throws {@link Misconfigured} with its JSON pointer.
 */
public final class Part {
  private final Map<String, @Nullable Object> fields;
  private final String pointer;

  /**
   * A component.
   *
   * @param fields as resolved
   * @param pointer its place in the manifest, e.g. {@code /streams/0/retriever}
   */
  public Part(Map<String, @Nullable Object> fields, String pointer) {
    this.fields = fields;
    this.pointer = pointer;
  }

  /** The value of {@code type}; empty when there is none. */
  public String type() {
    return fields.get("type") instanceof String type ? type : "";
  }

  /** Its place in the manifest. */
  public String pointer() {
    return pointer;
  }

  /** Its {@code $parameters}, merged down; what templates call {@code parameters}. */
  public Map<String, @Nullable Object> parameters() {
    return fields.get("$parameters") instanceof Map<?, ?> map ? Values.fields(map) : Map.of();
  }

  /** Every field as it stands. */
  public Map<String, @Nullable Object> all() {
    return java.util.Collections.unmodifiableMap(fields);
  }

  /** The field as it stands; null when absent. */
  public @Nullable Object raw(String field) {
    return fields.get(field);
  }

  /** Whether the field is there and not null. */
  public boolean has(String field) {
    return fields.get(field) != null;
  }

  /** A component that must be there. */
  public Part part(String field) {
    return optionalPart(field).orElseThrow(() -> missing(field, "a component"));
  }

  /** A component that may be left out. */
  public Optional<Part> optionalPart(String field) {
    Object value = fields.get(field);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Map<?, ?> map) {
      return Optional.of(new Part(Values.fields(map), pointer + "/" + field));
    }
    throw wrong(field, "a component", value);
  }

  /** A list of components; a single one counts as a list of one, none as empty. */
  public List<Part> parts(String field) {
    Object value = fields.get(field);
    if (value == null) {
      return List.of();
    }
    if (value instanceof Map<?, ?>) {
      return List.of(part(field));
    }
    List<Part> parts = new ArrayList<>();
    if (!(value instanceof List<?> list)) {
      throw wrong(field, "a list of components", value);
    }
    for (int i = 0; i < list.size(); i++) {
      if (!(list.get(i) instanceof Map<?, ?> map)) {
        throw wrong(field + "/" + i, "a component", list.get(i));
      }
      parts.add(new Part(Values.fields(map), pointer + "/" + field + "/" + i));
    }
    return parts;
  }

  /** A text that must be there, not evaluated. */
  public String text(String field) {
    return optionalText(field).orElseThrow(() -> missing(field, "a text"));
  }

  /** A text that may be left out, not evaluated. */
  public Optional<String> optionalText(String field) {
    return Optional.ofNullable(fields.get(field)).map(String::valueOf);
  }

  /** A template that must be there. */
  public Template template(String field) {
    return optionalTemplate(field).orElseThrow(() -> missing(field, "a text"));
  }

  /** A template that may be left out; numbers and booleans count as their text. */
  public Optional<Template> optionalTemplate(String field) {
    return Optional.ofNullable(fields.get(field)).map(value -> compiled(field, value));
  }

  /** A list of templates; absent = empty. */
  public List<Template> templates(String field) {
    Object value = fields.get(field);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw wrong(field, "a list of texts", value);
    }
    List<Template> templates = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Object item = list.get(i);
      templates.add(compiled(field + "/" + i, item == null ? "" : item));
    }
    return templates;
  }

  /** A flag with a default. */
  public boolean flag(String field, boolean fallback) {
    Object value = fields.get(field);
    if (value == null) {
      return fallback;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(field, "true or false", value);
  }

  /** Refuses this component because Eider does not know its type (yet). */
  public Misconfigured unsupported(String family) {
    return new Misconfigured(
        "manifest.unsupported_component",
        pointer + "/type",
        "expected a known " + family + " but was '" + type() + "'",
        null);
  }

  /** A fault at one field. */
  public Misconfigured wrong(String field, String expected, @Nullable Object actual) {
    return new Misconfigured(
        "manifest.wrong_value",
        pointer + "/" + field,
        "expected " + expected + " but was '" + actual + "'",
        null);
  }

  private Misconfigured missing(String field, String expected) {
    return new Misconfigured(
        "manifest.missing_field",
        pointer + "/" + field,
        "expected " + expected + " but '" + field + "' is missing",
        "add " + field + " to this " + type());
  }

  private Template compiled(String field, Object value) {
    try {
      return Template.compile(String.valueOf(value));
    } catch (TemplateException e) {
      throw new Misconfigured(badTemplate(pointer + "/" + field, e));
    }
  }

  static Problem badTemplate(String pointer, TemplateException e) {
    return new Problem(
        "manifest.bad_template", pointer, String.valueOf(e.getMessage()), "correct the template");
  }
}
