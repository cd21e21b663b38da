package dev.eider.plan;

/**
 * How many rows of one run may be set aside before its stream stops: more than both bounds are too
 * many.
 *
 * @param rows so many in any case
 * @param share of the rows read so far, 0 to 1
 */
public record Tolerance(long rows, double share) {
  /** What a sync file gets that says nothing: 1,000 rows or a tenth, whichever is more. */
  public static final Tolerance DEFAULT = new Tolerance(1_000, 0.10);

  /** Refuses bounds that mean nothing. */
  public Tolerance {
    if (!(share >= 0 && share <= 1) || rows < 0) {
      throw new IllegalArgumentException(
          "expected a share from 0 to 1 and no negative rows but was " + share + " and " + rows);
    }
  }

  /** So many rows and none more, however many are read. */
  public static Tolerance of(long rows) {
    return new Tolerance(rows, 0);
  }

  /** How many of so many rows read may be set aside. */
  public long most(long read) {
    return Math.max(rows, (long) (share * read));
  }
}
