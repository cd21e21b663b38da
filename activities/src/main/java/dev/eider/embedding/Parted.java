package dev.eider.embedding;

/**
 * Tokens no longer than words are. To some tokenizers a blob without white space is one token, and
 * so might be a chunk of any length; others part one character into any number.
 */
final class Parted {
  /** In chars: no word of a language is longer, nor is a character with all its marks. */
  private static final int LONGEST = 100;

  /** Rather too many than too few, as a tokenizer that knows such text would make of it. */
  private static final int CHARS_PER_PART = 3;

  private final Tokens tokens;
  private int[] starts = new int[0];
  private int[] ends = new int[0];
  private int count;

  private Parted(Tokens tokens) {
    this.tokens = tokens;
  }

  /** The same tokens; what is too long is parted evenly. */
  static Tokens of(Tokens tokens) {
    Parted parted = new Parted(tokens);
    parted.pass(false);
    if (parted.count == tokens.count() && !parted.hasLong()) {
      return tokens;
    }
    parted.starts = new int[parted.count];
    parted.ends = new int[parted.count];
    parted.count = 0;
    parted.pass(true);
    return new Tokens(parted.starts, parted.ends);
  }

  private boolean hasLong() {
    for (int first = 0; first < tokens.count(); first = after(first)) {
      if (span(first) > LONGEST) {
        return true;
      }
    }
    return false;
  }

  /** Counts, or fills what was counted. */
  private void pass(boolean fill) {
    for (int first = 0; first < tokens.count(); first = after(first)) {
      int own = after(first) - first;
      int span = span(first);
      int parts = span > LONGEST ? Math.max(own, (span - 1) / CHARS_PER_PART + 1) : own;
      for (int part = 0; fill && part < parts; part++) {
        boolean whole = span <= LONGEST;
        int from = tokens.start(first);
        starts[count + part] = whole ? from : from + at(part, parts, span);
        ends[count + part] = whole ? tokens.end(first + part) : from + at(part + 1, parts, span);
      }
      count += parts;
    }
  }

  private static int at(int part, int parts, int span) {
    return Math.toIntExact((long) part * span / parts);
  }

  /** The next token that begins elsewhere. */
  private int after(int first) {
    int next = first + 1;
    while (next < tokens.count() && tokens.start(next) == tokens.start(first)) {
      next++;
    }
    return next;
  }

  private int span(int first) {
    return tokens.end(after(first) - 1) - tokens.start(first);
  }
}
