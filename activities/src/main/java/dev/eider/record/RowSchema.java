package dev.eider.record;

import java.util.List;
import java.util.Optional;

/**
 * The columns of a stream or of one staged batch.
 *
 * @param columns in order; names are the source's own, unaltered
 * @param jsonSchema the source's own JSON schema as text, kept for {@code _airbyte_streams}
 */
public record RowSchema(List<Column> columns, String jsonSchema) {

  /** Keeps its own copy. */
  public RowSchema {
    columns = List.copyOf(columns);
  }

  /** The column with exactly this name. */
  public Optional<Column> column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /**
   * One column.
   *
   * @param name the field's name at the source
   * @param type what it holds
   */
  public record Column(String name, FieldType type) {}
}
