package dev.eider.connector.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.connector.duckdb.Session.Line;
import dev.eider.record.FieldType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows as values of JSON. What JSON has no word for (128-bit integers, NaN, infinities, blobs,
 * intervals, nested values) travels as DuckDB's own text, which DuckDB reads back exactly.
 */
final class JsonRows {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);

  private final List<String> names;
  private final List<FieldType> types;

  JsonRows(Relation relation, List<String> names) {
    this.names = names;
    this.types = names.stream().map(n -> Types.field(relation.type(n))).toList();
  }

  String selection() {
    return IntStream.range(0, names.size())
        .mapToObj(i -> expression(Names.quoted(names.get(i)), types.get(i)))
        .collect(Collectors.joining(", "));
  }

  private static String expression(String name, FieldType type) {
    return switch (type) {
      case FieldType.Bool b -> name;
      case FieldType.Int64 i -> "CAST(" + name + " AS BIGINT)";
      case FieldType.Decimal d -> "CAST(%s AS %s)".formatted(name, Types.column(d));
      case FieldType.Float64 f -> "CAST(" + name + " AS DOUBLE)";
      case FieldType.Text t -> name;
      case FieldType.Date d -> text(name);
      case FieldType.Time t -> text(name);
      case FieldType.Timestamp t -> text(name);
      case FieldType.TimestampTz t -> text(name);
      case FieldType.Json j -> text(name);
      case FieldType.Native n -> text(name);
    };
  }

  private static String text(String name) {
    return "CAST(" + name + " AS VARCHAR)";
  }

  Map<String, @Nullable Object> row(Line line) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Object value = line.value(i);
      row.put(names.get(i), value == null ? null : value(value, types.get(i)));
    }
    return row;
  }

  private static @Nullable Object value(Object value, FieldType type) {
    if (value instanceof Double number) {
      return Double.isFinite(number) ? number : number.toString();
    }
    if (type instanceof FieldType.Json) {
      return parsed(value.toString());
    }
    boolean moment = type instanceof FieldType.Timestamp || type instanceof FieldType.TimestampTz;
    return moment ? iso(value.toString()) : value;
  }

  /** Years before Christ and infinity have no ISO form and stay as they are. */
  private static String iso(String text) {
    if (text.contains("(BC)")) {
      return text;
    }
    String joined = text.replace(' ', 'T');
    return joined.endsWith("+00") ? joined.substring(0, joined.length() - 3) + "Z" : joined;
  }

  private static @Nullable Object parsed(String text) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      return text;
    }
  }
}
