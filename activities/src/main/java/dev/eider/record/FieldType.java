package dev.eider.record;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What a column may hold, in terms every system understands. JSON schemas and database types are
 * translated to it and from it by the folders that know them.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FieldType.Bool.class, name = "boolean"),
  @JsonSubTypes.Type(value = FieldType.Int64.class, name = "integer"),
  @JsonSubTypes.Type(value = FieldType.Decimal.class, name = "decimal"),
  @JsonSubTypes.Type(value = FieldType.Float64.class, name = "double"),
  @JsonSubTypes.Type(value = FieldType.Text.class, name = "text"),
  @JsonSubTypes.Type(value = FieldType.Date.class, name = "date"),
  @JsonSubTypes.Type(value = FieldType.Time.class, name = "time"),
  @JsonSubTypes.Type(value = FieldType.Timestamp.class, name = "timestamp"),
  @JsonSubTypes.Type(value = FieldType.TimestampTz.class, name = "timestamp_tz"),
  @JsonSubTypes.Type(value = FieldType.Json.class, name = "json"),
  @JsonSubTypes.Type(value = FieldType.Native.class, name = "native")
})
public sealed interface FieldType {

  /** true or false. */
  record Bool() implements FieldType {}

  /** A whole number of 64 bits; larger ones widen the column to {@link Decimal}(38,0). */
  record Int64() implements FieldType {}

  /**
   * An exact number.
   *
   * @param precision digits in all, 1 to 38
   * @param scale digits behind the point, 0 to precision
   */
  record Decimal(int precision, int scale) implements FieldType {
    /** What a JSON schema's {@code number} becomes: never a float, as Airbyte's partners expect. */
    public static final Decimal NUMBER = new Decimal(38, 9);

    /** Refuses what no engine can hold. */
    public Decimal {
      if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
        throw new IllegalArgumentException(
            "expected a decimal of 1 to 38 digits but was (" + precision + "," + scale + ")");
      }
    }
  }

  /** A binary floating point number of 64 bits. */
  record Float64() implements FieldType {}

  /** Unicode text. */
  record Text() implements FieldType {}

  /** A calendar day. */
  record Date() implements FieldType {}

  /** A time of day. */
  record Time() implements FieldType {}

  /** A day and time without a zone. */
  record Timestamp() implements FieldType {}

  /** A moment. */
  record TimestampTz() implements FieldType {}

  /** An object, an array, or anything else as JSON text. */
  record Json() implements FieldType {}

  /**
   * A type of one engine that others take as text.
   *
   * @param name as that engine writes it, e.g. {@code HUGEINT} or {@code STRUCT(a INTEGER)}
   */
  record Native(String name) implements FieldType {}
}
