package dev.eider.connector.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.record.RowSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a key's columns are taken for when its {@link KeyId} is computed. Settled once a run: were
 * it the type a column has just then, a column that is widened half-way would make every key noted
 * before look like another one, and so every row look gone.
 */
final class KeyTypes {
  private static final ObjectMapper JSON = new ObjectMapper();

  private KeyTypes() {}

  /** As the stream declares them, else as the table has them; null while neither knows them all. */
  static @Nullable List<String> of(List<String> keys, RowSchema schema, Table table) {
    List<String> types = new ArrayList<>();
    for (String key : keys) {
      String column = Names.columnFor(key, table.columns().keySet());
      String type =
          declared(key, schema)
              .orElse(table.columns().containsKey(column) ? table.type(column) : null);
      if (type == null) {
        return null;
      }
      types.add(type);
    }
    return types;
  }

  private static Optional<String> declared(String key, RowSchema schema) {
    return schema.columns().stream()
        .filter(column -> column.name().equals(key))
        .map(column -> Types.column(column.type()))
        .findFirst();
  }

  static String written(List<String> types) {
    try {
      return JSON.writeValueAsString(types);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<String> read(String text) {
    try {
      return List.of(JSON.readValue(text, String[].class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
