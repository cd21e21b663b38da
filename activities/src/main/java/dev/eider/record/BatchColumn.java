package dev.eider.record;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.eider.record.FieldType.Bool;
import dev.eider.record.FieldType.Date;
import dev.eider.record.FieldType.Decimal;
import dev.eider.record.FieldType.Float64;
import dev.eider.record.FieldType.Int64;
import dev.eider.record.FieldType.Json;
import dev.eider.record.FieldType.Native;
import dev.eider.record.FieldType.Text;
import dev.eider.record.FieldType.Time;
import dev.eider.record.FieldType.Timestamp;
import dev.eider.record.FieldType.TimestampTz;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One column of a batch being written. Its type grows with the values it meets as long as nothing
 * is lost by that; a value that still does not fit is left out and named by the caller.
 */
final class BatchColumn {
  private final String stagedName;
  private final boolean declared;
  private @Nullable FieldType type;

  /**
   * A column.
   *
   * @param stagedName its name in the batch
   * @param type its declared type; null = found in the rows
   */
  BatchColumn(String stagedName, @Nullable FieldType type) {
    this.stagedName = stagedName;
    this.type = type;
    this.declared = type != null;
  }

  String stagedName() {
    return stagedName;
  }

  /** What its values turned out to be; null when there was none but null. */
  @Nullable FieldType type() {
    return type;
  }

  /**
   * Writes the field, unless the value does not fit.
   *
   * @return whether it fits
   */
  boolean write(JsonGenerator json, Object value) throws IOException {
    FieldType now = type;
    if (!declared || now == null) {
      FieldType found = FieldTypes.of(value);
      type = now == null ? found : FieldTypes.join(now, found);
      return put(json, value);
    }
    return switch (now) {
      case Text t -> put(json, value instanceof String ? value : asText(value));
      case Json j -> put(json, value);
      case Int64 i -> isNumber(value) && putNumber(json, value, now);
      case Decimal d -> isNumber(value) && putNumber(json, value, now);
      case Float64 f -> isNumber(value) && putFloat(json, value);
      case Bool b -> value instanceof Boolean && put(json, value);
      case Date d -> put(json, asText(value));
      case Time t -> put(json, asText(value));
      case Timestamp t -> put(json, asText(value));
      case TimestampTz t -> put(json, asText(value));
      case Native n -> put(json, value instanceof String ? value : asText(value));
    };
  }

  private static boolean isNumber(Object value) {
    return value instanceof Number;
  }

  /** A number keeps all its digits: the column widens before the number is rounded. */
  private boolean putNumber(JsonGenerator json, Object value, FieldType now) throws IOException {
    if (value instanceof Long && now instanceof Int64) {
      return put(json, value);
    }
    if (value instanceof Double d && (d.isNaN() || d.isInfinite())) {
      return false;
    }
    BigDecimal number = decimal(value);
    Decimal room = now instanceof Decimal d ? d : new Decimal(19, 0);
    boolean whole = now instanceof Int64;
    if (whole
        && number.stripTrailingZeros().scale() <= 0
        && FieldTypes.isLong(number.toBigInteger())) {
      return put(json, number.longValueExact());
    }
    if (whole || !FieldTypes.fits(number, room)) {
      FieldType needed = value instanceof BigInteger ? FieldTypes.of(value) : FieldTypes.of(number);
      type = needed instanceof Text ? needed : FieldTypes.join(now, needed);
    }
    return put(json, value);
  }

  private boolean putFloat(JsonGenerator json, Object value) throws IOException {
    return !(value instanceof Double d && (d.isNaN() || d.isInfinite())) && put(json, value);
  }

  private static BigDecimal decimal(Object value) {
    return switch (value) {
      case BigDecimal n -> n;
      case BigInteger n -> new BigDecimal(n);
      case Double n -> BigDecimal.valueOf(n);
      case Number n -> BigDecimal.valueOf(n.longValue());
      default -> throw new IllegalArgumentException("expected a number");
    };
  }

  private boolean put(JsonGenerator json, Object value) throws IOException {
    json.writeFieldName(stagedName);
    if (value instanceof BigInteger || value instanceof BigDecimal) {
      json.writeString(value.toString()); // readers pass long numbers through a double
    } else {
      JsonText.write(json, value);
    }
    return true;
  }

  private static String asText(Object value) throws IOException {
    return value instanceof Map || value instanceof List
        ? JsonText.of(value)
        : String.valueOf(value);
  }
}
