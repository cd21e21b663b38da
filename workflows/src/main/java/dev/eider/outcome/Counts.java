package dev.eider.outcome;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a step, a stream or a sync did, in rows unless said otherwise.
 *
 * @param read rows that came from the source
 * @param inserted rows that were new at the destination
 * @param updated rows that replaced a different one
 * @param unchanged rows that were equal already and were left untouched
 * @param deleted rows removed at the destination
 * @param setAside rows that could not be accepted
 * @param pages pages or result chunks read from the source
 * @param bytes bytes staged
 * @param replaced rows, unchanged ones among the above, that gave way to another with the same key
 *     of the same batch: their key does not tell them apart
 */
public record Counts(
    long read,
    long inserted,
    long updated,
    long unchanged,
    long deleted,
    long setAside,
    long pages,
    long bytes,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long replaced) {

  /** Nothing was done. */
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

  /** Of rows that are known apart. */
  public Counts(
      long read,
      long inserted,
      long updated,
      long unchanged,
      long deleted,
      long setAside,
      long pages,
      long bytes) {
    this(read, inserted, updated, unchanged, deleted, setAside, pages, bytes, 0);
  }

  /** Both together. */
  public Counts plus(Counts other) {
    return new Counts(
        read + other.read,
        inserted + other.inserted,
        updated + other.updated,
        unchanged + other.unchanged,
        deleted + other.deleted,
        setAside + other.setAside,
        pages + other.pages,
        bytes + other.bytes,
        replaced + other.replaced);
  }

  /** The same, where so many rows gave way to another with the same key. */
  public Counts replacing(long rows) {
    return new Counts(read, inserted, updated, unchanged, deleted, setAside, pages, bytes, rows);
  }

  /** Rows that changed at the destination. */
  public long written() {
    return inserted + updated + deleted;
  }

  /** What an extraction did. */
  public static Counts extracted(long read, long setAside, long pages, long bytes) {
    return new Counts(read, 0, 0, 0, 0, setAside, pages, bytes);
  }

  /** What a load did. */
  public static Counts loaded(long inserted, long updated, long unchanged) {
    return new Counts(0, inserted, updated, unchanged, 0, 0, 0, 0);
  }
}
