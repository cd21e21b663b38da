package dev.eider.template;

import java.math.BigInteger;
import java.util.Locale;

/** Numbers as Python source writes them. */
final class NumberText {
  private NumberText() {}

  /** An int or float token that is known to be well formed. */
  static Object parse(String written) {
    String text = written.replace("_", "").toLowerCase(Locale.ROOT);
    if (text.startsWith("0x")) {
      return Numbers.of(new BigInteger(text.substring(2), 16));
    }
    if (text.startsWith("0o")) {
      return Numbers.of(new BigInteger(text.substring(2), 8));
    }
    if (text.startsWith("0b")) {
      return Numbers.of(new BigInteger(text.substring(2), 2));
    }
    if (text.indexOf('.') >= 0 || text.indexOf('e') >= 0) {
      return Double.parseDouble(text);
    }
    return text.length() < 18 ? (Object) Long.parseLong(text) : Numbers.of(new BigInteger(text));
  }
}
