package dev.eider.embedding.openai;

import dev.eider.embedding.Tokens;
import java.util.Arrays;

/**
 * Tokens without the model's own tokenizer, rather too many than too few: three small letters make
 * one, as do each capital with the two after it, each digit and each other ASCII sign; beyond ASCII
 * a character of two, three or four bytes of UTF-8 makes one, two or four. Byte-level tokenizers
 * stay below that for prose, code and all common scripts; white space and control characters ride
 * along. An accent, a joiner and what it joins begin where their character does, so that no cut
 * parts them.
 */
final class GuessedTokens {
  private static final int LETTERS = 3;
  private static final int TWO_BYTES = 0x800;
  private static final int JOINER = 0x200D;
  private static final int FIRST_SKIN = 0x1F3FB;
  private static final int LAST_SKIN = 0x1F3FF;

  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private int count;

  /** Letters of the token that is being read; 0 = none. */
  private int letters;

  private int character;
  private boolean joined;

  private GuessedTokens() {}

  static Tokens of(String text) {
    GuessedTokens guess = new GuessedTokens();
    for (int at = 0; at < text.length(); ) {
      int codePoint = text.codePointAt(at);
      int end = at + Character.charCount(codePoint);
      guess.read(codePoint, at, end);
      at = end;
    }
    return new Tokens(
        Arrays.copyOf(guess.starts, guess.count), Arrays.copyOf(guess.ends, guess.count));
  }

  private void read(int codePoint, int start, int end) {
    if (isSilent(codePoint)) {
      letters = 0;
      joined = false;
      return;
    }
    if (codePoint < 0x80) {
      ascii(codePoint, start, end);
      return;
    }
    letters = 0;
    boolean inside = count > 0 && (joined || extend(codePoint));
    character = inside ? character : start;
    joined = codePoint == JOINER;
    int tokens =
        codePoint < TWO_BYTES ? 1 : codePoint < Character.MIN_SUPPLEMENTARY_CODE_POINT ? 2 : 4;
    for (int i = 0; i < tokens; i++) {
      add(character, end);
    }
  }

  private void ascii(int codePoint, int start, int end) {
    boolean small = codePoint >= 'a' && codePoint <= 'z';
    boolean capital = codePoint >= 'A' && codePoint <= 'Z';
    character = start;
    joined = false;
    if (small && letters > 0 && letters < LETTERS) {
      ends[count - 1] = end;
      letters++;
      return;
    }
    letters = small || capital ? 1 : 0;
    add(start, end);
  }

  private void add(int start, int end) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    starts[count] = start;
    ends[count] = end;
    count++;
  }

  private static boolean isSilent(int codePoint) {
    return Character.isSpaceChar(codePoint)
        || Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE;
  }

  private static boolean extend(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> codePoint == JOINER || (codePoint >= FIRST_SKIN && codePoint <= LAST_SKIN);
    };
  }
}
