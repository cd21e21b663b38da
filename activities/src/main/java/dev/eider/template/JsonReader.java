package dev.eider.template;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into plain maps, lists, texts and numbers, in one pass; like Python's reader it knows
 * NaN and Infinity.
 */
public final class JsonReader {
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

  private JsonReader(JsonParser parser, boolean keepsDigits) {
    this.parser = parser;
    this.keepsDigits = keepsDigits;
  }

  /**
   * Parses a body.
   *
   * @param keepsDigits whether a literal with more digits than a double can keep is a BigDecimal
   * @return empty when it is not JSON from its first to its last byte
   */
  public static Optional<Parsed> parse(byte[] body, boolean keepsDigits) {
    try (JsonParser parser = FACTORY.createParser(body)) {
      return whole(parser, keepsDigits);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The value of a text in a template. */
  static @Nullable Object read(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      Optional<Parsed> parsed = whole(parser, false);
      if (parsed.isPresent()) {
        return parsed.get().value();
      }
      throw broken(parser.currentLocation());
    } catch (JsonProcessingException e) {
      throw broken(e.getLocation());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TemplateException broken(@Nullable JsonLocation at) {
    String place = at == null ? "" : " at character " + (at.getCharOffset() + 1);
    return new TemplateException("expected JSON but it breaks off" + place);
  }

  private static Optional<Parsed> whole(JsonParser parser, boolean keepsDigits) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return Optional.empty();
    }
    @Nullable Object value = new JsonReader(parser, keepsDigits).value(first);
    return parser.nextToken() == null ? Optional.of(new Parsed(value)) : Optional.empty();
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
  public record Parsed(@Nullable Object value) {}
}
