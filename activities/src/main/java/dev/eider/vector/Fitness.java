package dev.eider.vector;

import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Rejected;
import dev.eider.vector.VectorStore.Entry;
import dev.eider.vector.VectorStore.Found;
import java.util.List;

/** Whether vectors may go where they are to go; every store asks before it writes or searches. */
public final class Fitness {
  private Fitness() {}

  /** Refuses entries of another dimension, and such as hold no numbers. */
  public static void refuseUnfit(Found collection, List<Entry> entries, String where) {
    for (Entry entry : entries) {
      refuseOther(collection, entry.vector().length, where);
      for (float number : entry.vector()) {
        if (!Float.isFinite(number)) {
          throw new Rejected(
              "vector.not_finite",
              where,
              "expected numbers in a vector but one is '" + number + "'",
              "look at the embedder's answer for this document");
        }
      }
    }
  }

  /** Refuses another dimension than the collection has. */
  public static void refuseOther(Found collection, int dimension, String where) {
    Integer expected = collection.dimension();
    if (expected != null && expected != dimension) {
      throw new Misconfigured(
          "vector.dimension",
          where,
          "expected vectors of dimension "
              + expected
              + " for collection '"
              + collection.name()
              + "' but these have "
              + dimension,
          "name another collection, or the embedder it was made with");
    }
  }
}
