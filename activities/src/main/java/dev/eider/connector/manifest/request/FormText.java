package dev.eider.connector.manifest.request;

import dev.eider.template.Values;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Query strings and forms as Python's {@code requests} writes them. */
final class FormText {
  private static final String HEX = "0123456789ABCDEF";
  private static final int ASCII_END = 0x80;

  private FormText() {}

  /** Lists repeat their key, null is left out, a space is a plus. */
  static String encode(Map<String, @Nullable Object> fields) {
    StringBuilder out = new StringBuilder();
    fields.forEach(
        (key, value) -> {
          for (Object item : items(value)) {
            if (item != null) {
              out.append(out.isEmpty() ? "" : "&")
                  .append(plus(key))
                  .append('=')
                  .append(plus(Values.str(item)));
            }
          }
        });
    return out.toString();
  }

  /** Percent-encodes every byte that is no letter or digit and not among the kept ones. */
  static String quoted(String text, String kept) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (isUnreserved(c) || (c < ASCII_END && kept.indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return out.toString();
  }

  static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~".indexOf(c) >= 0;
  }

  private static String plus(String text) {
    return quoted(text, " ").replace(' ', '+');
  }

  private static Collection<? extends @Nullable Object> items(@Nullable Object value) {
    return switch (value) {
      case null -> List.of();
      case Collection<?> several -> several;
      case Map<?, ?> map -> map.keySet();
      case Object one -> List.of(one);
    };
  }
}
