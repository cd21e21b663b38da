package dev.eider.connector.manifest.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a whole JSON body into plain maps, lists, texts and numbers, in one pass. */
final class JsonBody {
  /** Every decimal literal of this many digits or fewer is a double without loss. */
  private static final int SAFE_DIGITS = 15;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(10_000)
                  .build())
          .build();

  private final JsonParser parser;
  private final boolean keepsDigits;

  private JsonBody(JsonParser parser, boolean keepsDigits) {
    this.parser = parser;
    this.keepsDigits = keepsDigits;
  }

  /**
   * Parses a body.
   *
   * @param keepsDigits whether a literal with more digits than a double can keep is a BigDecimal
   * @return empty when it is not JSON from its first to its last byte
   */
  static Optional<Parsed> parse(byte[] body, boolean keepsDigits) {
    try (JsonParser parser = FACTORY.createParser(body)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return Optional.empty();
      }
      @Nullable Object value = new JsonBody(parser, keepsDigits).value(first);
      return parser.nextToken() == null ? Optional.of(new Parsed(value)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private @Nullable Object value(JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> decimal();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private Map<String, @Nullable Object> object() throws IOException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      map.put(name, value(parser.nextToken()));
    }
    return map;
  }

  private List<@Nullable Object> array() throws IOException {
    List<@Nullable Object> list = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      list.add(value(token));
    }
    return list;
  }

  private Number integer() throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? parser.getBigIntegerValue()
        : parser.getLongValue();
  }

  private Number decimal() throws IOException {
    double number = parser.getDoubleValue();
    if (!keepsDigits || parser.getTextLength() <= SAFE_DIGITS || !Double.isFinite(number)) {
      return number;
    }
    BigDecimal exact = new BigDecimal(parser.getText());
    return exact.compareTo(new BigDecimal(Double.toString(number))) == 0 ? number : exact;
  }

  /** A body that is JSON; its value may be null. */
  record Parsed(@Nullable Object value) {}
}
