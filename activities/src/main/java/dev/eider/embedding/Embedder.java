package dev.eider.embedding;

import java.util.List;

/**
 * A model that turns texts into vectors. Opened once and used by several steps at the same time;
 * every failure is a {@link dev.eider.fault.Fault}.
 *
 * <p>Promises: the same text gives the same vector whatever it is batched with (to within a cosine
 * of 0.99999); vectors have length 1 and {@link #dimension} numbers, none of them NaN.
 */
public interface Embedder extends AutoCloseable {

  /**
   * Names what decides a vector: service, model, dimension and the like, never a key or an address.
   * Vectors of two fingerprints do not belong into one collection.
   */
  String fingerprint();

  /** How many numbers a vector has. */
  int dimension();

  /** The longest text it takes whole, in its own tokens. */
  int maxTokens();

  /**
   * How many tokens a chunk best has when nobody says: a little fewer than the model takes, because
   * a part of a text may have more tokens than it had in the whole.
   */
  default int bestTokens() {
    return Math.max(1, maxTokens() - maxTokens() / 20);
  }

  /** Where the tokens of a text lie, in order, without those the model adds itself. */
  Tokens tokens(String text);

  /**
   * A vector for each text, in order. A text is 1 to {@link #maxTokens} tokens long.
   *
   * @return as many as there are texts
   */
  List<float[]> embed(List<String> texts);

  /** Lets go of what it holds; never throws. */
  @Override
  void close();
}
