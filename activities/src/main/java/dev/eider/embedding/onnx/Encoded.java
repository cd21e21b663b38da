package dev.eider.embedding.onnx;

import dev.eider.embedding.Tokens;
import java.util.Arrays;

/** The tokens of a text and where they lie in it; grows while the text is read. */
final class Encoded {
  private static final int FIRST_ROOM = 64;

  private int[] ids = new int[FIRST_ROOM];
  private int[] starts = new int[FIRST_ROOM];
  private int[] ends = new int[FIRST_ROOM];
  private int count;

  void add(int id, int start, int end) {
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ids[count] = id;
    starts[count] = start;
    ends[count] = end;
    count++;
  }

  /** Forgets what was added after there were so many. */
  void cutBackTo(int tokens) {
    count = tokens;
  }

  int count() {
    return count;
  }

  int id(int token) {
    return ids[token];
  }

  Tokens tokens() {
    return new Tokens(Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
  }
}
