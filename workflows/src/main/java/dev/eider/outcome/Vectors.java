package dev.eider.outcome;

/**
 * What became of a stream's documents, in chunks.
 *
 * @param embedded chunks a vector was made for
 * @param reused chunks written again with the vector they had
 * @param deleted chunks that were removed
 */
public record Vectors(long embedded, long reused, long deleted) {

  /** Nothing was done. */
  public static final Vectors NONE = new Vectors(0, 0, 0);

  /** Both together. */
  public Vectors plus(Vectors other) {
    return new Vectors(embedded + other.embedded, reused + other.reused, deleted + other.deleted);
  }
}
