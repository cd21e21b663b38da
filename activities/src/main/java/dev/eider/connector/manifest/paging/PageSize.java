package dev.eider.connector.manifest.paging;

import dev.eider.connector.manifest.model.Part;
import dev.eider.template.Scope;
import dev.eider.template.Template;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A page size: a number, or a template that yields one.
 *
 * @param part the strategy it belongs to
 * @param template what yields it, if any
 */
record PageSize(Part part, Optional<Template> template) {

  static PageSize of(Part part) {
    return new PageSize(
        part, part.optionalTemplate("page_size").filter(size -> !size.source().isEmpty()));
  }

  /** The size; empty when the manifest names none. */
  OptionalLong in(Scope scope) {
    if (template.isEmpty()) {
      return OptionalLong.empty();
    }
    String text = template.get().text(scope);
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw part.wrong("page_size", "a whole number", text);
    }
  }

  /** Whether a page of so many records is the last one. */
  static boolean isLast(OptionalLong size, int records) {
    return records == 0 || (size.orElse(0) != 0 && records < size.getAsLong());
  }
}
