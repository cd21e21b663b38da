package dev.eider.connector.chroma;

import dev.eider.vector.VectorStore.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts what is to be written into requests: by count, and by size, which is what Chroma really
 * refuses (413, whatever it says its greatest batch is).
 */
final class Batches {
  static final int MOST = 1000;

  /** Asked for at once: each comes as its digits. */
  static final int MOST_VECTORS = 200;

  private static final long MOST_CHARACTERS = 8L << 20;
  private static final int PER_NUMBER = 12;
  private static final int PER_ENTRY = 64;
  private static final int PER_VALUE = 24;

  private Batches() {}

  static List<List<Entry>> of(List<Entry> entries) {
    List<List<Entry>> batches = new ArrayList<>();
    List<Entry> batch = new ArrayList<>();
    long characters = 0;
    for (Entry entry : entries) {
      long weight = weight(entry);
      if (batch.size() == MOST || (!batch.isEmpty() && characters + weight > MOST_CHARACTERS)) {
        batches.add(batch);
        batch = new ArrayList<>();
        characters = 0;
      }
      batch.add(entry);
      characters += weight;
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  private static long weight(Entry entry) {
    long weight = PER_ENTRY;
    weight += entry.id().length();
    weight += entry.document().length();
    weight += (long) PER_NUMBER * entry.vector().length;
    for (var value : entry.metadata().entrySet()) {
      weight += value.getKey().length() + PER_VALUE;
      weight += value.getValue() instanceof String text ? text.length() : 0;
    }
    return weight;
  }
}
