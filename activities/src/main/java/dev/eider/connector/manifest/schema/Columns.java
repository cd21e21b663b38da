package dev.eider.connector.manifest.schema;

import dev.eider.record.FieldType;
import dev.eider.record.RowSchema;
import dev.eider.record.RowSchema.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON schema's properties as columns. Where the schema does not name exactly one type the column
 * is JSON rather than text, so that nothing is lost: {@code 1} and {@code "1"} stay different.
 */
public final class Columns {
  private Columns() {}

  /** The columns of a JSON schema and its text. */
  public static RowSchema of(Map<?, ?> schema, String text) {
    List<Column> columns = new ArrayList<>();
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach((name, property) -> columns.add(column(String.valueOf(name), property)));
    }
    return new RowSchema(columns, text);
  }

  private static Column column(String name, @Nullable Object property) {
    return new Column(name, property instanceof Map<?, ?> map ? type(map) : new FieldType.Json());
  }

  private static FieldType type(Map<?, ?> property) {
    List<String> types = types(property.get("type"));
    if (types.size() != 1) {
      return new FieldType.Json();
    }
    return switch (types.getFirst()) {
      case "string" -> text(property);
      case "integer" -> new FieldType.Int64();
      case "number" ->
          "integer".equals(property.get("airbyte_type"))
              ? new FieldType.Int64()
              : FieldType.Decimal.NUMBER;
      case "boolean" -> new FieldType.Bool();
      default -> new FieldType.Json();
    };
  }

  private static FieldType text(Map<?, ?> property) {
    String format = String.valueOf(property.get("format"));
    String airbyte = String.valueOf(property.get("airbyte_type"));
    return switch (format) {
      case "date" -> new FieldType.Date();
      case "date-time" ->
          airbyte.equals("timestamp_without_timezone")
              ? new FieldType.Timestamp()
              : new FieldType.TimestampTz();
      case "time" -> new FieldType.Time();
      default -> new FieldType.Text();
    };
  }

  private static List<String> types(@Nullable Object type) {
    if (type instanceof String one) {
      return List.of(one);
    }
    if (type instanceof List<?> several) {
      return several.stream().map(String::valueOf).filter(t -> !t.equals("null")).toList();
    }
    return List.of();
  }
}
