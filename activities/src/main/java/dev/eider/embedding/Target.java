package dev.eider.embedding;

import dev.eider.vector.Fitness;
import dev.eider.vector.VectorStore;
import dev.eider.vector.VectorStore.Found;
import java.util.Map;

/**
 * The collection to fill: the one that is searched where it was made the same way, a new one beside
 * it where it was not. A collection somebody else made is extended.
 *
 * @param store where it is
 * @param collection to be filled
 * @param name what it is to be called when it is complete
 */
record Target(VectorStore store, Found collection, String name) {
  private static final String PRINT = "eider_print";
  private static final String BUILDING = "-building";

  /**
   * Finds it or makes it.
   *
   * @param where how messages call the store
   */
  static Target of(VectorStore store, Wanted wanted, String where) {
    Found known = store.find(wanted.name()).orElse(null);
    if (known != null) {
      Keeper.refuseOther(known, wanted.sync(), wanted.stream(), where);
      String made = known.about().get(PRINT);
      if (made == null || made.equals(wanted.print())) {
        Fitness.refuseOther(known, wanted.dimension(), where);
        return new Target(store, known, wanted.name());
      }
    }
    String beside = wanted.name() + BUILDING;
    Map<String, String> about = wanted.about();
    Found begun =
        store
            .find(beside)
            .filter(found -> found.about().equals(about))
            .orElseGet(() -> store.create(beside, wanted.dimension(), about));
    return new Target(store, begun, wanted.name());
  }

  /** Whether it takes the place of what is searched when it is complete. */
  boolean building() {
    return !collection.name().equals(name);
  }

  /** Lets those who search see it. */
  void show() {
    if (building()) {
      Found unused = store.replace(collection, name);
    }
  }

  /**
   * What is to be there.
   *
   * @param sync who fills it
   * @param stream whose rows they are
   * @param name of the collection
   * @param dimension of its vectors
   * @param print of all that decides a vector
   */
  record Wanted(String sync, String stream, String name, int dimension, String print) {

    private Map<String, String> about() {
      return Map.of(Keeper.SYNC, sync, Keeper.STREAM, stream, PRINT, print);
    }
  }
}
