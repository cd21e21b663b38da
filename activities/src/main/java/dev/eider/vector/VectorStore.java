package dev.eider.vector;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place vectors are kept and searched in, by collections. Opened for one step, closed after it.
 * Every failure is a {@link dev.eider.fault.Fault}.
 *
 * <p>Promises: an entry written twice is there once, as written last, metadata included; a deleted
 * entry is not found again; a search sees a collection as a whole, before or after {@link
 * #replace}, never while it is filled.
 */
public interface VectorStore extends AutoCloseable {

  /** Reaches the store and sees that it can be written to. */
  void check();

  /** What it searches with, in words for a person, e.g. {@code exact search in DuckDB}. */
  String method();

  /** The collection of this name. */
  Optional<Found> find(String name);

  /** A new, empty collection; one that has the name goes. */
  Found create(String name, int dimension, Map<String, String> about);

  /**
   * Puts a complete collection in the place of another, which goes. Does nothing when it was done
   * before.
   *
   * @param built a collection this store made
   * @param name what it is to be called
   */
  Found replace(Found built, String name);

  /** Removes a collection; nothing when there is none. */
  void drop(String name);

  /** Writes entries; those with the same id are replaced. Ids differ within one call. */
  void upsert(Found collection, List<Entry> entries);

  /** Removes entries; ids that are not there are passed over. */
  void delete(Found collection, Collection<String> ids);

  /** How many entries it has. */
  long count(Found collection);

  /**
   * Entries in the order of their ids (by UTF-8 bytes), without their vectors.
   *
   * @param after the last id of the page before; null = from the first
   * @param limit how many at most; fewer than these = there are no more
   */
  List<Listed> list(Found collection, @Nullable String after, int limit);

  /**
   * The vectors of entries, by their ids, as far as these are there. A store that gives every
   * vector length 1 may move the last digits of one that had it before.
   *
   * @param ids all that is asked for is held at once
   */
  Map<String, float[]> vectors(Found collection, Collection<String> ids);

  /**
   * The nearest entries by cosine, best first.
   *
   * @param where metadata an entry must have, all of it
   */
  List<Hit> search(Found collection, float[] query, int limit, Map<String, Object> where);

  /** Lets go of connections; never throws. */
  @Override
  void close();

  /**
   * A collection that is there.
   *
   * @param name what it is called
   * @param id what tells it from another of the same name made later
   * @param dimension how many numbers its vectors have; null = it has none yet
   * @param about what was said when it was made
   */
  record Found(String name, String id, @Nullable Integer dimension, Map<String, String> about) {}

  /**
   * One chunk of a document.
   *
   * @param id the same chunk of the same row has the same
   * @param document its text
   * @param vector as the embedder gave it
   * @param metadata texts, {@code Long}, {@code Double} and {@code Boolean}; a null has no place
   */
  @SuppressWarnings("ArrayRecordComponent") // Millions of numbers pass here; nobody compares them.
  record Entry(String id, String document, float[] vector, Map<String, Object> metadata) {}

  /**
   * An entry, for comparing.
   *
   * @param document its text; empty where another client wrote none
   * @param metadata as it was written
   */
  record Listed(String id, String document, Map<String, Object> metadata) {}

  /**
   * An answer.
   *
   * @param score cosine, from -1 to 1; 1 = the same direction
   */
  record Hit(String id, String document, Map<String, Object> metadata, double score) {}
}
