package dev.eider.embedding;

import dev.eider.fault.Fault.Misconfigured;
import dev.eider.vector.VectorStore.Found;

/** Whose a collection is: what Eider makes says which stream of which sync keeps it. */
public final class Keeper {
  static final String SYNC = "eider_sync";
  static final String STREAM = "eider_stream";

  private Keeper() {}

  /**
   * Refuses a collection that another stream or sync keeps; one that Eider did not make is
   * anybody's.
   *
   * @param where how messages call the store
   */
  public static void refuseOther(Found known, String sync, String stream, String where) {
    String keeper = known.about().get(SYNC);
    String kept = known.about().get(STREAM);
    if (keeper == null || (keeper.equals(sync) && stream.equals(kept))) {
      return;
    }
    throw new Misconfigured(
        "vector.collection_taken",
        where + "/collection",
        "expected a collection of stream '%s' but '%s' is kept by stream '%s' of sync '%s'"
            .formatted(stream, known.name(), kept, keeper),
        "write another collection:");
  }
}
