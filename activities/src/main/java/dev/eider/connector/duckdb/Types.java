package dev.eider.connector.duckdb;

import dev.eider.record.FieldType;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Between Eider's types and DuckDB's names for them. */
final class Types {
  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");
  private static final Set<String> TEMPORAL =
      Set.of("DATE", "TIME", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE");
  private static final Set<String> CURSORS =
      Set.of(
          "DATE",
          "TIMESTAMP",
          "TIMESTAMP WITH TIME ZONE",
          "TIMESTAMP_S",
          "TIMESTAMP_MS",
          "TIMESTAMP_NS",
          "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "HUGEINT",
          "UTINYINT",
          "USMALLINT",
          "UINTEGER",
          "UBIGINT",
          "UHUGEINT");

  private Types() {}

  /** The column type of a field, as DuckDB's catalog writes it. */
  static String column(FieldType type) {
    return switch (type) {
      case FieldType.Bool b -> "BOOLEAN";
      case FieldType.Int64 i -> "BIGINT";
      case FieldType.Decimal d -> "DECIMAL(" + d.precision() + "," + d.scale() + ")";
      case FieldType.Float64 f -> "DOUBLE";
      case FieldType.Text t -> "VARCHAR";
      case FieldType.Date d -> "DATE";
      case FieldType.Time t -> "TIME";
      case FieldType.Timestamp t -> "TIMESTAMP";
      case FieldType.TimestampTz t -> "TIMESTAMP WITH TIME ZONE";
      case FieldType.Json j -> "JSON";
      case FieldType.Native n -> n.name();
    };
  }

  /**
   * What a column holds, in everybody's words. Small integers become 64-bit ones; what only DuckDB
   * has keeps its own name, so that it comes back exactly.
   */
  static FieldType field(String column) {
    Matcher decimal = DECIMAL.matcher(column);
    if (decimal.matches()) {
      return new FieldType.Decimal(
          Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
    }
    return switch (column) {
      case "BOOLEAN" -> new FieldType.Bool();
      case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER" ->
          new FieldType.Int64();
      case "UBIGINT" -> new FieldType.Decimal(20, 0);
      case "FLOAT", "DOUBLE" -> new FieldType.Float64();
      case "VARCHAR" -> new FieldType.Text();
      case "DATE" -> new FieldType.Date();
      case "TIME" -> new FieldType.Time();
      case "TIMESTAMP" -> new FieldType.Timestamp();
      case "TIMESTAMP WITH TIME ZONE" -> new FieldType.TimestampTz();
      case "JSON" -> new FieldType.Json();
      default -> new FieldType.Native(column);
    };
  }

  /** Dates and times, which JSON writes in many ways. */
  static boolean isTemporal(String column) {
    return TEMPORAL.contains(column);
  }

  /** Whether a column of this type can be a cursor: it has an order that time follows. */
  static boolean canBeCursor(String column) {
    return CURSORS.contains(column);
  }

  /** Whether a cursor of this type may be infinite. */
  static boolean canBeInfinite(String column) {
    return column.equals("DATE") || column.startsWith("TIMESTAMP");
  }

  /** Whether a value of this type comes back from its text, so that it can bound a range. */
  static boolean isPlain(String column) {
    return canBeCursor(column)
        || column.equals("VARCHAR")
        || column.equals("UUID")
        || DECIMAL.matcher(column).matches();
  }
}
