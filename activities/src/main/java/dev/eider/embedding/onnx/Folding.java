package dev.eider.embedding.onnx;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What BERT's uncased normaliser makes of one code point: control characters and accents go, the
 * rest becomes lower case. Checked against the tokenizers library for every code point.
 */
final class Folding {
  static final String SPACE = " ";
  private static final String NOTHING = "";
  private static final int REPLACEMENT = 0xFFFD;
  private static final int TABLE = 0x10000;
  private static final int[][] CHINESE = {
    {0x4E00, 0x9FFF},
    {0x3400, 0x4DBF},
    {0x20000, 0x2A6DF},
    {0x2A700, 0x2B73F},
    {0x2B740, 0x2B81F},
    {0x2B920, 0x2CEAF},
    {0xF900, 0xFAFF},
    {0x2F800, 0x2FA1F},
  };

  /** Filled as code points are met; two threads may both do it, with equal texts. */
  private final String[] known = new String[TABLE];

  /** Nothing, one space, or the characters it stands for. */
  String of(int codePoint) {
    if (codePoint >= TABLE) {
      return folded(codePoint);
    }
    String text = known[codePoint];
    if (text == null) {
      text = folded(codePoint);
      known[codePoint] = text;
    }
    return text;
  }

  /** Whether each character is a word of its own. */
  static boolean isChinese(int codePoint) {
    if (codePoint < CHINESE[1][0]) {
      return false;
    }
    for (int[] range : CHINESE) {
      if (codePoint >= range[0] && codePoint <= range[1]) {
        return true;
      }
    }
    return false;
  }

  /** ASCII's symbols count as punctuation too, other symbols do not. */
  static boolean isPunctuation(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint > ' ' && codePoint < 0x7F && !Character.isLetterOrDigit(codePoint);
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private static String folded(int codePoint) {
    if (codePoint == '\t' || codePoint == '\n' || codePoint == '\r') {
      return SPACE;
    }
    if (isRemoved(codePoint)) {
      return NOTHING;
    }
    if (Character.isSpaceChar(codePoint)) {
      return SPACE;
    }
    StringBuilder kept = new StringBuilder();
    Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFD)
        .codePoints()
        .filter(part -> Character.getType(part) != Character.NON_SPACING_MARK)
        .forEach(part -> kept.append(Character.toString(part).toLowerCase(Locale.ROOT)));
    return kept.toString().intern();
  }

  private static boolean isRemoved(int codePoint) {
    return codePoint == REPLACEMENT
        || switch (Character.getType(codePoint)) {
          case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE ->
              true;
          default -> false;
        };
  }
}
