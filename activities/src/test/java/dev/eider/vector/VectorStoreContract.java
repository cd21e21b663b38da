package dev.eider.vector;

/** What every store of vectors keeps; a store's test extends it. */
public abstract class VectorStoreContract {
  /** The store, opened anew. */
  protected abstract VectorStore store();
}
