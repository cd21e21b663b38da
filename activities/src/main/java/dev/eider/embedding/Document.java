package dev.eider.embedding;

import java.util.List;
import java.util.Map;

/**
 * What one row becomes.
 *
 * @param id the same row has the same, in every run: 32 hex digits
 * @param key the primary key as JSON text, an object by column
 * @param pieces its text in chunks, in order; none when it has no text
 */
public record Document(String id, String key, List<Piece> pieces) {

  /** What the names of Eider's own metadata begin with. */
  public static final String OWN = "_eider_";

  /** Metadata: the sync's name. */
  public static final String SYNC = OWN + "sync";

  /** Metadata: the stream's name. */
  public static final String STREAM = OWN + "stream";

  /** Metadata: the primary key as JSON text, an object by column. */
  public static final String KEY = OWN + "key";

  /** Metadata: the chunk's place in its document, from 0. */
  public static final String CHUNK = OWN + "chunk";

  /** Metadata: the hash of the chunk's text. */
  public static final String HASH = OWN + "hash";

  /** Keeps its own copy. */
  public Document {
    pieces = List.copyOf(pieces);
  }

  /** What a store calls a chunk of the document with this id. */
  public static String entry(String id, int number) {
    return id + "-" + number;
  }

  /**
   * A chunk with what stands beside its vector.
   *
   * @param id what a store calls it
   * @param number its place in the document, from 0
   * @param text what a vector is made of
   * @param textHash of the text: where it is the same, so is the vector; 64 hex digits
   * @param metadataHash of all metadata the row decides, the same for all chunks of a document; 64
   *     hex digits
   * @param metadata texts, {@code Long}, {@code Double} and {@code Boolean}
   */
  public record Piece(
      String id,
      int number,
      String text,
      String textHash,
      String metadataHash,
      Map<String, Object> metadata) {

    /** Keeps its own copy. */
    public Piece {
      metadata = Map.copyOf(metadata);
    }
  }
}
