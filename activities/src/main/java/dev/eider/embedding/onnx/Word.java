package dev.eider.embedding.onnx;

import java.util.Arrays;

/** The characters of a word after folding, and where each came from. */
final class Word {
  /** The library's limit: a longer word is unknown. */
  private static final int MOST_CODE_POINTS = 100;

  private final StringBuilder chars = new StringBuilder();
  private int[] starts = new int[MOST_CODE_POINTS];
  private int[] ends = new int[MOST_CODE_POINTS];
  private int codePoints;
  private int lastEnd;

  void append(int codePoint, int start, int end) {
    codePoints++;
    lastEnd = end;
    if (isTooLong()) {
      // Only its beginning and its end are told.
      return;
    }
    int from = chars.length();
    chars.appendCodePoint(codePoint);
    if (chars.length() > starts.length) {
      starts = Arrays.copyOf(starts, 2 * chars.length());
      ends = Arrays.copyOf(ends, 2 * chars.length());
    }
    Arrays.fill(starts, from, chars.length(), start);
    Arrays.fill(ends, from, chars.length(), end);
  }

  boolean isEmpty() {
    return codePoints == 0;
  }

  boolean isTooLong() {
    return codePoints > MOST_CODE_POINTS;
  }

  int length() {
    return chars.length();
  }

  String part(int from, int to) {
    return chars.substring(from, to);
  }

  /** Where the char at this place began in the text. */
  int start(int at) {
    return starts[at];
  }

  /** Where the char before this place ended in the text. */
  int end(int at) {
    return at == chars.length() ? lastEnd : ends[at - 1];
  }

  void clear() {
    chars.setLength(0);
    codePoints = 0;
  }
}
