package dev.eider.connector.duckdb;

import dev.eider.digest.Shape;
import dev.eider.record.FieldType;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Hashes of values as SQL: 63 bits in a BIGINT. {@code hash()} where one engine computes both
 * sides; its results differ between versions, so where one side is MotherDuck the MD5 of the
 * values' texts, which takes ten times as long.
 */
final class RowHash {
  private RowHash() {}

  /** Of several values of these types. */
  static String of(List<String> values, List<String> types, boolean portable) {
    if (values.isEmpty()) {
      return "CAST(0 AS BIGINT)";
    }
    if (!portable) {
      String plain =
          IntStream.range(0, values.size())
              .mapToObj(i -> comparable(values.get(i), types.get(i)))
              .collect(Collectors.joining(", "));
      return "CAST(hash(" + plain + ") >> 1 AS BIGINT)";
    }
    String texts =
        IntStream.range(0, values.size())
            .mapToObj(i -> part(text(values.get(i), types.get(i))))
            .collect(Collectors.joining(" || "));
    return "CAST(md5_number(" + texts + ") & " + Long.MAX_VALUE + " AS BIGINT)";
  }

  /** A value whose equals are one: spaces in JSON make no difference to a sync. */
  private static String comparable(String value, String type) {
    return type.equals("JSON") ? "CAST(json(" + value + ") AS VARCHAR)" : value;
  }

  /** A text that is the same wherever it is made: zero and NaN have two, a moment one a zone. */
  static String text(String value, String type) {
    return switch (Types.field(type)) {
      case FieldType.Json j -> comparable(value, type);
      case FieldType.Float64 f ->
          "CASE WHEN isnan(%1$s) THEN 'nan' ELSE CAST(CAST(%1$s AS DOUBLE) + 0 AS VARCHAR) END"
              .formatted(value);
      case FieldType.TimestampTz t -> "CAST(" + value + " AT TIME ZONE 'UTC' AS VARCHAR)";
      case FieldType.Bool b -> plain(value);
      case FieldType.Int64 i -> plain(value);
      case FieldType.Decimal d -> plain(value);
      case FieldType.Text t -> plain(value);
      case FieldType.Date d -> plain(value);
      case FieldType.Time t -> plain(value);
      case FieldType.Timestamp t -> plain(value);
      case FieldType.Native n -> plain(value);
    };
  }

  private static String plain(String value) {
    return "CAST(" + value + " AS VARCHAR)";
  }

  /** With its length before it, so that no two rows read the same; null is no text. */
  private static String part(String text) {
    return "coalesce(length(%1$s) || ':' || %1$s, '-')".formatted(text);
  }

  /** The types of a shape's columns. */
  static List<String> types(Shape shape) {
    return shape.columns().stream().map(Shape.Column::type).toList();
  }
}
