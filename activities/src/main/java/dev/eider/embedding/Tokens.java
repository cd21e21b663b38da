package dev.eider.embedding;

/** Where the tokens of a text lie in it. */
public final class Tokens {
  private final int[] starts;
  private final int[] ends;

  /**
   * Tokens in order.
   *
   * @param starts index of each token's first char
   * @param ends index after each token's last char, as many as there are starts
   */
  public Tokens(int[] starts, int[] ends) {
    if (starts.length != ends.length) {
      throw new IllegalArgumentException(
          "expected " + starts.length + " ends but was " + ends.length);
    }
    this.starts = starts.clone();
    this.ends = ends.clone();
  }

  /** How many there are. */
  public int count() {
    return starts.length;
  }

  /** Index of a token's first char. */
  public int start(int token) {
    return starts[token];
  }

  /** Index after a token's last char. */
  public int end(int token) {
    return ends[token];
  }
}
