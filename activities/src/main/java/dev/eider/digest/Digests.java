package dev.eider.digest;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One side's rows of a stream as digests, computed where the rows are. Both sides answer about the
 * same {@link Shape}, and the same row has the same id and the same hash on both.
 */
public interface Digests {

  /** The fields there are to compare, by the names the source gives them. */
  List<String> fields();

  /** What these fields of the source become here: of a destination, the types its columns have. */
  List<Shape.Column> landed(List<String> fields);

  /** Whose hash function it is: hashes of two engines can be compared only if both are equal. */
  String engine();

  /** The smallest and largest key where keys are whole numbers; empty = they are spread evenly. */
  Optional<Span> span(Shape shape);

  /** The sums of each bucket that has rows. */
  List<Bucket> buckets(Shape shape, long width);

  /** Hands out the rows of some buckets, ordered by id and hash; null = of all. */
  <T> T rows(Shape shape, long width, @Nullable Set<Long> buckets, Function<Rows, T> work);

  /** What is to be told about rows with these ids. */
  List<Detail> details(Shape shape, Collection<Long> ids);

  /** From the smallest key to the largest, both included. */
  record Span(long first, long last) {}

  /**
   * A bucket. Never the xor alone: in it two equal pairs cancel out.
   *
   * @param number id divided by the width
   * @param rows how many
   * @param xor of their hashes
   * @param sum of their hashes
   */
  record Bucket(long number, long rows, long xor, BigInteger sum) {}

  /** Rows one after the other; the first is there after the first {@link #next}. */
  interface Rows {
    /** Goes to the next row, if there is one. */
    boolean next();

    /** The key in 64 bits; of a row without a key, its hash. */
    long id();

    /** Of all compared values. */
    long hash();

    /** It changed after the checkpoint: the destination cannot have it yet. */
    boolean newer();
  }

  /**
   * A row, for people.
   *
   * @param id as in {@link Rows}
   * @param hash as in {@link Rows}
   * @param key its key's values as text; where the stream has no key, every value
   * @param columns a hash of each compared value, in the shape's order
   */
  record Detail(long id, long hash, Map<String, @Nullable String> key, List<Long> columns) {}
}
