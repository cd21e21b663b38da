package dev.eider.plan;

/**
 * How many rows may vanish without anybody being asked. More than either bound, or an empty source
 * over a table with rows, and somebody is.
 *
 * @param share of the table's rows, 0 to 1
 * @param rows how many
 */
public record Fuse(double share, long rows) {
  /** What a sync file gets that says nothing. */
  public static final Fuse DEFAULT = new Fuse(0.10, 10_000);

  /** Refuses bounds that mean nothing. */
  public Fuse {
    if (!(share >= 0 && share <= 1) || rows < 0) {
      throw new IllegalArgumentException(
          "expected a share from 0 to 1 and no negative rows but was " + share + " and " + rows);
    }
  }

  /**
   * Whether so many are too many.
   *
   * @param gone rows that would be removed
   * @param present rows of the table, these among them
   */
  public boolean blows(long gone, long present) {
    return gone > 0 && (gone > rows || gone > share * present || gone == present);
  }
}
