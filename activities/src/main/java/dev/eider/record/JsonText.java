package dev.eider.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values a {@link RowSink} takes, as JSON, without reflection. */
public final class JsonText {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonText() {}

  /** A value as JSON text. */
  public static String of(@Nullable Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case String s -> json.writeString(s);
      case Long n -> json.writeNumber(n);
      case Integer n -> json.writeNumber(n);
      case Boolean b -> json.writeBoolean(b);
      case Double n -> writeDouble(json, n);
      case BigInteger n -> json.writeNumber(n);
      case BigDecimal n -> json.writeNumber(n);
      case Map<?, ?> map -> writeMap(json, map);
      case List<?> list -> writeList(json, list);
      default -> json.writeString(String.valueOf(value));
    }
  }

  /** JSON has no NaN and no infinity: inside a nested value they become text. */
  private static void writeDouble(JsonGenerator json, double number) throws IOException {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      json.writeString(String.valueOf(number));
    } else {
      json.writeNumber(number);
    }
  }

  private static void writeMap(JsonGenerator json, Map<?, ?> map) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      json.writeFieldName(String.valueOf(entry.getKey()));
      write(json, entry.getValue());
    }
    json.writeEndObject();
  }

  private static void writeList(JsonGenerator json, List<?> list) throws IOException {
    json.writeStartArray();
    for (Object item : list) {
      write(json, item);
    }
    json.writeEndArray();
  }
}
