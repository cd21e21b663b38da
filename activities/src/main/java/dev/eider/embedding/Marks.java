package dev.eider.embedding;

import dev.eider.vector.VectorStore.Listed;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a ledger notes of each chunk: the hash of its text and the hash of its metadata. */
final class Marks {
  /** The embedder did not take it, so no store has it. */
  static final String LEFT_OUT = "left-out";

  /** The store has something else, so it is to be written again. */
  static final String UNKNOWN = "unknown";

  /** Chroma reads a number with the last of its 17 digits one off, with large exponents two. */
  private static final int OFF = 2;

  /** So many numbers can be off in 625 ways. */
  private static final int MOST_NUMBERS = 4;

  private Marks() {}

  /** Of a chunk as it is to be. */
  static String of(Document.Piece piece) {
    return piece.textHash() + ":" + piece.metadataHash();
  }

  /**
   * Whether an entry is what the mark was made of. Numbers may be a little off, as stores keep
   * them; where there are more than four with a fraction, metadata that differs is not told from
   * metadata that is off.
   *
   * @param number the chunk's place in its document
   */
  static boolean fits(String mark, Listed entry, int number) {
    String text = Sha256.hex(entry.document());
    TreeMap<String, Object> metadata = new TreeMap<>(entry.metadata());
    boolean own =
        text.equals(metadata.remove(Document.HASH))
            && Long.valueOf(number).equals(metadata.remove(Document.CHUNK));
    if (!own || !mark.startsWith(text + ":")) {
      return false;
    }
    String wanted = mark.substring(text.length() + 1);
    return hash(metadata).equals(wanted) || isNear(metadata, wanted);
  }

  private static boolean isNear(SortedMap<String, Object> metadata, String wanted) {
    List<String> numbers =
        metadata.entrySet().stream()
            .filter(each -> each.getValue() instanceof Double number && number != Math.rint(number))
            .map(Map.Entry::getKey)
            .toList();
    return numbers.size() > MOST_NUMBERS || isNear(metadata, numbers, wanted);
  }

  private static boolean isNear(
      SortedMap<String, Object> metadata, List<String> numbers, String wanted) {
    if (numbers.isEmpty()) {
      return hash(metadata).equals(wanted);
    }
    String name = numbers.getFirst();
    if (!(metadata.get(name) instanceof Double there)) {
      return false;
    }
    List<String> others = numbers.subList(1, numbers.size());
    for (int off = -OFF; off <= OFF; off++) {
      metadata.put(name, there + off * Math.ulp(there));
      if (isNear(metadata, others, wanted)) {
        return true;
      }
    }
    metadata.put(name, there);
    return false;
  }

  private static String hash(SortedMap<String, Object> metadata) {
    return Sha256.hex(RowMetadata.json(metadata));
  }
}
