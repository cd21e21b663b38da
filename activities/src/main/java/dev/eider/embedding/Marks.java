package dev.eider.embedding;

import dev.eider.vector.VectorStore.Listed;
import java.util.TreeMap;

/** What a ledger notes of each chunk: the hash of its text and the hash of its metadata. */
final class Marks {
  /** The embedder did not take it, so no store has it. */
  static final String LEFT_OUT = "left-out";

  /** The store has something else, so it is to be written again. */
  static final String UNKNOWN = "unknown";

  private Marks() {}

  /** Of a chunk as it is to be. */
  static String of(Document.Piece piece) {
    return of(piece.textHash(), piece.metadataHash());
  }

  /**
   * Of an entry as a store has it. Empty where its own two numbers do not fit, which no mark is.
   *
   * @param number the chunk's place in its document
   */
  static String of(Listed entry, int number) {
    String textHash = Sha256.hex(entry.document());
    TreeMap<String, Object> metadata = new TreeMap<>(entry.metadata());
    boolean own =
        textHash.equals(metadata.remove(Document.HASH))
            && Long.valueOf(number).equals(metadata.remove(Document.CHUNK));
    return own ? of(textHash, Sha256.hex(RowMetadata.json(metadata))) : "";
  }

  private static String of(String textHash, String metadataHash) {
    return textHash + ":" + metadataHash;
  }
}
