package dev.eider.connector.manifest.model;

import dev.eider.outcome.Problem;
import dev.eider.template.Template;
import dev.eider.template.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds everything that is wrong with the components of a stream, at once. */
final class Validation {
  private final List<Problem> problems = new ArrayList<>();

  private Validation() {}

  /** All problems below a component; empty when it can be built from. */
  static List<Problem> of(Part part) {
    Validation validation = new Validation();
    validation.component(part.pointer(), "", part.all());
    return validation.problems;
  }

  private void component(String pointer, String field, Map<?, ?> fields) {
    fields.forEach((key, value) -> text(pointer + "/" + key, value));
    if (!(fields.get("type") instanceof String type) || type.equals("object")) {
      return;
    }
    if (!Language.knows(type)) {
      // Outside of the known places an object with a type may be anybody's data.
      misplaced(pointer, field, type);
      return;
    }
    for (String required : Language.required(type)) {
      if (!fields.containsKey(required)) {
        problems.add(
            new Problem(
                "manifest.missing_field",
                pointer + "/" + required,
                "expected '" + required + "' but it is missing",
                "add " + required + " to this " + type));
      }
    }
    misplaced(pointer, field, type);
    fields.forEach((key, value) -> child(pointer + "/" + key, String.valueOf(key), value));
  }

  private void child(String pointer, String field, @Nullable Object value) {
    if (field.equals("$parameters") || field.equals("schema") || field.equals("value")) {
      return;
    }
    if (value instanceof Map<?, ?> map) {
      component(pointer, field, map);
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i) instanceof Map<?, ?> map) {
          component(pointer + "/" + i, field, map);
        } else {
          text(pointer + "/" + i, list.get(i));
        }
      }
    }
  }

  private void text(String pointer, @Nullable Object value) {
    if (value instanceof String text && (text.contains("{{") || text.contains("{%"))) {
      try {
        Template.compile(text);
      } catch (TemplateException e) {
        problems.add(Part.badTemplate(pointer, e));
      }
    }
  }

  private void misplaced(String pointer, String field, String type) {
    List<String> allowed = Language.allowed(field);
    if (!allowed.isEmpty() && !allowed.contains(type)) {
      unknown(pointer, field, type);
    }
  }

  private void unknown(String pointer, String field, String type) {
    List<String> allowed = Language.allowed(field);
    String expected =
        allowed.isEmpty() ? "a known component" : "one of " + String.join(", ", allowed);
    problems.add(
        new Problem(
            "manifest.unsupported_component",
            pointer + "/type",
            "expected " + expected + " but was '" + type + "'",
            Language.closest(type, allowed).map(word -> "write " + word).orElse(null)));
  }
}
