package dev.eider.outcome;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether source and destination of a sync hold the same rows, and stores their vectors. Counts
 * only: which rows differ is row content, and stays in files where the worker is.
 *
 * @param sync its name
 * @param equal every stream and every store was compared, and none differs
 * @param streams in catalog order
 * @param notes things worth knowing that stopped nothing
 * @param started when it began
 * @param ended when it ended
 */
public record VerifyReport(
    String sync,
    boolean equal,
    List<Compared> streams,
    List<Problem> notes,
    Instant started,
    Instant ended) {

  /** Keeps its own copies. */
  public VerifyReport {
    streams = List.copyOf(streams);
    notes = List.copyOf(notes);
  }

  /**
   * One stream.
   *
   * @param stream its name
   * @param table its table
   * @param equal it was compared, and no row differs
   * @param sourceRows rows at the source, newer ones among them
   * @param destinationRows rows at the destination, softly deleted ones not among them
   * @param changed rows whose key is on both sides with other values
   * @param onlySource rows the destination does not have
   * @param onlyDestination rows the source does not have
   * @param newer rows that differ because they changed after the checkpoint; no difference
   * @param file the differing keys, on the worker's machine; null = none differ
   * @param fault why it could not be compared, or null
   * @param stores where its vectors are; empty = its rows do not become documents
   */
  public record Compared(
      String stream,
      String table,
      boolean equal,
      long sourceRows,
      long destinationRows,
      long changed,
      long onlySource,
      long onlyDestination,
      long newer,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String file,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable FaultReport fault,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Stored> stores) {

    /** Keeps its own copy; a report of before there were stores has none. */
    @SuppressWarnings("NullAway") // JSON without the field gives null here.
    public Compared {
      stores = stores == null ? List.of() : List.copyOf(stores);
    }

    /** One whose rows do not become documents. */
    public Compared(
        String stream,
        String table,
        boolean equal,
        long sourceRows,
        long destinationRows,
        long changed,
        long onlySource,
        long onlyDestination,
        long newer,
        @Nullable String file,
        @Nullable FaultReport fault) {
      this(
          stream,
          table,
          equal,
          sourceRows,
          destinationRows,
          changed,
          onlySource,
          onlyDestination,
          newer,
          file,
          fault,
          List.of());
    }

    /** One that could not be compared. */
    public static Compared not(String stream, String table, FaultReport why) {
      return new Compared(stream, table, false, 0, 0, 0, 0, 0, 0, null, why);
    }

    /** The same with its stores. */
    public Compared with(List<Stored> compared) {
      return new Compared(
          stream,
          table,
          equal,
          sourceRows,
          destinationRows,
          changed,
          onlySource,
          onlyDestination,
          newer,
          file,
          fault,
          compared);
    }
  }

  /**
   * One collection of a stream's vectors, beside the ledger that says what it has. A vector's own
   * numbers are not looked at.
   *
   * @param store the store's type
   * @param collection its name there
   * @param equal it was compared, and nothing differs
   * @param entries entries of this stream in the store
   * @param same entries with the text and metadata they were written with
   * @param missing entries the ledger names and the store does not have
   * @param surplus entries of this stream the ledger does not name: vectors without rows
   * @param stale entries with another text or other metadata
   * @param waiting rows whose present version has no vectors yet
   * @param gone documents whose row is gone
   * @param leftOut chunks the embedder did not take; no difference
   * @param others entries somebody else keeps there; no difference
   * @param mended entries that were removed, or will be made again by the next sync
   * @param first the first differences, one by one
   * @param fault why it could not be compared, or null
   */
  public record Stored(
      String store,
      String collection,
      boolean equal,
      long entries,
      long same,
      long missing,
      long surplus,
      long stale,
      long waiting,
      long gone,
      long leftOut,
      long others,
      long mended,
      List<Difference> first,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable FaultReport fault) {

    /** Keeps its own copy. */
    public Stored {
      first = List.copyOf(first);
    }

    /** One that could not be compared. */
    public static Stored not(String store, String collection, FaultReport why) {
      return new Stored(store, collection, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), why);
    }
  }

  /**
   * A difference between a ledger and its store.
   *
   * @param difference {@code missing}, {@code surplus}, {@code stale}, {@code waiting} or {@code
   *     gone}
   * @param id the entry's or the document's, which is a hash of its row's key
   */
  public record Difference(String difference, String id) {}
}
