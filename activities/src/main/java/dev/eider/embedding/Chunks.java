package dev.eider.embedding;

import dev.eider.fault.Fault.Misconfigured;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts documents into chunks by an embedder's own tokens. The same text, embedder and sizes give
 * the same chunks; every token is in at least one of them.
 */
public final class Chunks {
  /** A cut goes back by at most this part of a chunk to fall between two words. */
  private static final int LOOKING_BACK = 8;

  private final String text;
  private final Embedder embedder;
  private final Tokens tokens;
  private final int size;
  private final int overlap;

  private Chunks(String text, Embedder embedder, int size, int overlap) {
    this.text = text;
    this.embedder = embedder;
    this.tokens = Parted.of(embedder.tokens(text));
    this.size = size;
    this.overlap = overlap;
  }

  /**
   * A document whole when it fits, else in windows; none when it has no tokens.
   *
   * @param text the document
   * @param embedder whose tokens are counted
   * @param tokens the most in a chunk; 0 = what suits the model best
   * @param overlap how many a chunk shares with the one before it, fewer than {@code tokens}
   */
  public static List<Chunk> of(String text, Embedder embedder, int tokens, int overlap) {
    return new Chunks(text, embedder, refuseUnfit(embedder, tokens, overlap), overlap).cut();
  }

  /**
   * Refuses sizes the embedder cannot take.
   *
   * @return the most tokens in a chunk
   */
  public static int refuseUnfit(Embedder embedder, int tokens, int overlap) {
    int size = tokens == 0 ? embedder.bestTokens() : tokens;
    if (size < 1 || size > embedder.maxTokens()) {
      throw new Misconfigured(
          "embedding.chunk_size",
          "/embed/chunk/tokens",
          "expected 1 to " + embedder.maxTokens() + " tokens in a chunk but was " + size,
          "correct tokens, or leave it out");
    }
    if (overlap < 0 || overlap >= size) {
      throw new Misconfigured(
          "embedding.chunk_overlap",
          "/embed/chunk/overlap",
          "expected an overlap of 0 to " + (size - 1) + " tokens but was " + overlap,
          "write a smaller overlap");
    }
    return size;
  }

  private List<Chunk> cut() {
    List<Chunk> chunks = new ArrayList<>();
    int first = 0;
    while (first < tokens.count()) {
      int after = fitting(first);
      chunks.add(new Chunk(chunks.size(), between(first, after)));
      first = after == tokens.count() ? after : Math.max(first + 1, after - overlap);
    }
    return chunks;
  }

  /**
   * The token after the last that fits: a part of a text may have more tokens than it had in it.
   */
  private int fitting(int first) {
    int after = apart(first, atWord(first, Math.min(tokens.count(), first + size)));
    int excess = excess(first, after);
    while (excess > 0) {
      int shorter = Math.max(first + 1, after - excess);
      int next = apart(first, shorter);
      if (next >= after) {
        return after;
      }
      after = next;
      excess = excess(first, after);
    }
    return after;
  }

  private int excess(int first, int after) {
    return embedder.tokens(between(first, after)).count() - embedder.maxTokens();
  }

  /** The latest cut at or before one that has white space before it, if it is near. */
  private int atWord(int first, int after) {
    if (after == tokens.count()) {
      return after;
    }
    int earliest = Math.max(first + overlap + 1, after - (after - first) / LOOKING_BACK);
    for (int cut = after; cut >= earliest; cut--) {
      if (isBetweenWords(cut)) {
        return cut;
      }
    }
    return after;
  }

  private boolean isBetweenWords(int token) {
    return Character.isWhitespace(text.codePointBefore(Math.max(1, tokens.start(token))));
  }

  /** Tokens of one character cannot be parted: the cut moves on to the next character. */
  private int apart(int first, int after) {
    int cut = after;
    while (cut < tokens.count() && tokens.start(cut) <= tokens.start(first)) {
      cut++;
    }
    return cut;
  }

  /**
   * From the one token's begin to the other's; what belongs to no token stays with the one before.
   */
  private String between(int first, int after) {
    int from = first == 0 ? 0 : whole(tokens.start(first));
    int to = after == tokens.count() ? text.length() : whole(tokens.start(after));
    return text.substring(from, to).strip();
  }

  /** Never inside a pair of surrogates. */
  private int whole(int at) {
    boolean inside =
        at > 0
            && at < text.length()
            && Character.isLowSurrogate(text.charAt(at))
            && Character.isHighSurrogate(text.charAt(at - 1));
    return inside ? at - 1 : at;
  }
}
