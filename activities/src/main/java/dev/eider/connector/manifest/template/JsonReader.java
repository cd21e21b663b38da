package dev.eider.connector.manifest.template;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads JSON as Python's {@code json.loads} does. */
final class JsonReader {
  private static final Pattern NUMBER =
      Pattern.compile("(-?(?:0|[1-9]\\d*))(\\.\\d+)?([eE][-+]?\\d+)?");

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  static @Nullable Object read(String text) {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value();
    reader.space();
    if (reader.at < text.length()) {
      throw reader.failure();
    }
    return value;
  }

  private @Nullable Object value() {
    space();
    if (at >= text.length() || ++depth > Limits.DEPTH) {
      throw failure();
    }
    Object value =
        switch (text.charAt(at)) {
          case '{' -> map();
          case '[' -> list();
          case '"' -> string();
          case 't' -> word("true", true);
          case 'f' -> word("false", false);
          case 'n' -> word("null", null);
          case 'N' -> word("NaN", Double.NaN);
          case 'I' -> word("Infinity", Double.POSITIVE_INFINITY);
          default -> number();
        };
    depth--;
    return value;
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw failure();
    }
    at += word.length();
    return value;
  }

  private @Nullable Object number() {
    if (text.startsWith("-Infinity", at)) {
      return word("-Infinity", Double.NEGATIVE_INFINITY);
    }
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (!number.lookingAt()) {
      throw failure();
    }
    at = number.end();
    return number.group(2) == null && number.group(3) == null
        ? Numbers.of(new BigInteger(number.group(1)))
        : (Object) Double.parseDouble(number.group());
  }

  private String string() {
    int start = at++;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) < 32) {
        throw failure();
      }
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      throw failure();
    }
    at++;
    return Escapes.text(text.substring(start + 1, at - 1).replace("\\/", "/"));
  }

  private Object list() {
    List<@Nullable Object> items = new ArrayList<>();
    at++;
    while (!skip(']')) {
      if (!items.isEmpty()) {
        require(',');
      }
      items.add(value());
    }
    return items;
  }

  private Object map() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    at++;
    boolean first = true;
    while (!skip('}')) {
      if (!first) {
        require(',');
      }
      first = false;
      space();
      if (at >= text.length() || text.charAt(at) != '"') {
        throw failure();
      }
      String key = string();
      require(':');
      map.put(key, value());
    }
    return map;
  }

  private boolean skip(char wanted) {
    space();
    boolean there = at < text.length() && text.charAt(at) == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private void require(char wanted) {
    if (!skip(wanted)) {
      throw failure();
    }
  }

  private void space() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private TemplateException failure() {
    return new TemplateException("expected JSON but it breaks off at character " + (at + 1));
  }
}
