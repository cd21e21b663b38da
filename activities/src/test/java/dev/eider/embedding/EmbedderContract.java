package dev.eider.embedding;

/** What every embedder keeps; an embedder's test extends it. */
public abstract class EmbedderContract {
  /** The embedder, ready. */
  protected abstract Embedder embedder();
}
