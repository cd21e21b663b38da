package dev.eider.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.eider.outcome.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as NDJSON by the stream's declared columns. Undeclared fields are kept; values that
 * do not fit are left out and named in {@code _airbyte_meta}; a row without its key is refused.
 */
final class NdjsonWriter {
  /** Where a row's own notes stand; a source field of this name is staged under another. */
  static final String META = "_airbyte_meta";

  /** A row larger than this is set aside: readers of lines hold no more than 32 MB of one. */
  static final int LARGEST_ROW = (32 << 20) - 1024;

  private static final JsonFactory JSON = new JsonFactory();

  private final OutputStream out;
  private final List<String> keys;
  private final @Nullable Set<String> taken;
  private final Map<String, BatchColumn> columns = new HashMap<>();
  private final List<Map.Entry<String, BatchColumn>> order = new ArrayList<>();
  private final ByteArrayBuilder line = new ByteArrayBuilder(8_192);
  private final List<String> misfits = new ArrayList<>();
  private long bytes;

  /**
   * A writer.
   *
   * @param out where lines go
   * @param schema the declared columns
   * @param keys the primary key; empty = none needed
   * @param taken the columns to take; null = all
   */
  NdjsonWriter(
      OutputStream out, RowSchema schema, List<String> keys, @Nullable List<String> taken) {
    this.out = out;
    this.keys = keys;
    this.taken = taken == null ? null : Set.copyOf(taken);
    for (RowSchema.Column column : schema.columns()) {
      if (isTaken(column.name())) {
        add(column.name(), column.type());
      }
    }
  }

  /** Writes one row, or says why it cannot be written. */
  Optional<Problem> write(String stream, Map<String, @Nullable Object> record) throws IOException {
    for (String key : keys) {
      if (record.get(key) == null) {
        return Optional.of(
            new Problem(
                "row.no_key",
                stream,
                "expected a value in key column '" + key + "' but there is none",
                null));
      }
    }
    line.reset();
    misfits.clear();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      for (Map.Entry<String, @Nullable Object> field : record.entrySet()) {
        writeField(json, field.getKey(), field.getValue());
      }
      writeMisfits(json);
      json.writeEndObject();
    }
    line.append('\n');
    if (line.size() > LARGEST_ROW) {
      return Optional.of(
          new Problem(
              "row.too_large",
              stream,
              "expected a row of at most " + LARGEST_ROW + " bytes but it has " + line.size(),
              null));
    }
    out.write(line.toByteArray());
    bytes += line.size();
    return Optional.empty();
  }

  /** Bytes written so far. */
  long bytes() {
    return bytes;
  }

  /** The declared columns and those found, with the types their values turned out to have. */
  RowSchema schema(String jsonSchema) {
    List<RowSchema.Column> found = new ArrayList<>();
    for (Map.Entry<String, BatchColumn> entry : order) {
      FieldType type = entry.getValue().type();
      if (type != null) {
        found.add(new RowSchema.Column(entry.getValue().stagedName(), type));
      }
    }
    return new RowSchema(found, jsonSchema);
  }

  private void writeField(JsonGenerator json, String name, @Nullable Object value)
      throws IOException {
    if (value == null || !isTaken(name)) {
      return;
    }
    BatchColumn column = columns.get(name);
    if (column == null) {
      column = add(name, null);
    }
    if (!column.write(json, value)) {
      misfits.add(column.stagedName());
    }
  }

  private void writeMisfits(JsonGenerator json) throws IOException {
    if (misfits.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart(META);
    json.writeArrayFieldStart("changes");
    for (String field : misfits) {
      json.writeStartObject();
      json.writeStringField("field", field);
      json.writeStringField("change", "NULLED");
      json.writeStringField("reason", "DESTINATION_TYPECAST_ERROR");
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private boolean isTaken(String name) {
    return taken == null || taken.contains(name);
  }

  private BatchColumn add(String name, @Nullable FieldType type) {
    BatchColumn column = new BatchColumn(name.equals(META) ? META + "_source" : name, type);
    columns.put(name, column);
    order.add(Map.entry(name, column));
    return column;
  }
}
