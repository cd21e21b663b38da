package dev.eider.connector.manifest.select;

import dev.eider.connector.manifest.model.Part;
import dev.eider.template.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes a record in place; one word of the manifest, one record of this family. */
sealed interface Transformation permits AddFields, RemoveFields {

  /** Changes the record; {@code scope} has it under {@code record}. */
  void apply(Map<String, @Nullable Object> record, Scope scope);

  /** Whether it evaluates templates that see the record. */
  boolean seesScope();

  /** Those of a stream, in their order. */
  static List<Transformation> of(List<Part> parts) {
    List<Transformation> transformations = new ArrayList<>();
    for (Part part : parts) {
      transformations.add(
          switch (part.type()) {
            case "AddFields" -> new AddFields(part);
            case "RemoveFields" -> new RemoveFields(part);
            default -> throw part.unsupported("transformation");
          });
    }
    return transformations;
  }
}
