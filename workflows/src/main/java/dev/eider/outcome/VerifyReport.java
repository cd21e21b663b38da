package dev.eider.outcome;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether source and destination of a sync hold the same rows. Counts only: which rows differ is
 * row content, and stays in files where the worker is.
 *
 * @param sync its name
 * @param equal every stream was compared, and none differs
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
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable FaultReport fault) {

    /** One that could not be compared. */
    public static Compared not(String stream, String table, FaultReport why) {
      return new Compared(stream, table, false, 0, 0, 0, 0, 0, 0, null, why);
    }
  }
}
