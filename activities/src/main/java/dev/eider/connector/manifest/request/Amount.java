package dev.eider.connector.manifest.request;

import dev.eider.connector.manifest.model.Part;
import dev.eider.template.Scope;
import dev.eider.template.Template;
import java.util.OptionalDouble;

/**
 * A number that may be written as a template.
 *
 * @param part where it stands
 * @param field under which name
 * @param template what yields it
 */
record Amount(Part part, String field, Template template) {

  /** The number; empty for None and for an empty text. */
  OptionalDouble in(Scope scope) {
    String text = template.text(scope).strip();
    if (text.isEmpty() || text.equals("None")) {
      return OptionalDouble.empty();
    }
    try {
      return OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      throw part.wrong(field, "a number of seconds", text);
    }
  }
}
