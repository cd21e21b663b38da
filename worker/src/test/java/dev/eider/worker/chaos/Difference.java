package dev.eider.worker.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How a destination differs from its source, in rows.
 *
 * @param lost rows, or newer versions of rows, that are not at the destination
 * @param twice rows whose key is at the destination more than once
 * @param wronglyDeleted rows that were there before, are at the source still, and are gone
 * @param left rows the source does not have, or no longer like that
 * @param samples a few of them, whole
 */
record Difference(
    long lost, long twice, long wronglyDeleted, long left, List<List<String>> samples) {
  static final Difference NONE = new Difference(0, 0, 0, 0, List.of());

  private static final String QUERY =
      """
      WITH original AS MATERIALIZED (%s), copy AS MATERIALIZED (%s), known AS MATERIALIZED (%s),
        missing AS MATERIALIZED (FROM original EXCEPT ALL FROM copy),
        others AS MATERIALIZED (FROM copy EXCEPT ALL FROM original)
      """;
  private static final String COUNTS =
      """
      SELECT (SELECT count(*) FROM missing),
        (SELECT count(*) - count(DISTINCT id) FROM copy),
        (SELECT count(*) FROM missing WHERE id IN (FROM known) AND id NOT IN (SELECT id FROM copy)),
        (SELECT count(*) FROM others)
      """;
  private static final String SAMPLES =
      """
      (SELECT 'missing', * FROM missing ORDER BY ALL LIMIT 3)
      UNION ALL (SELECT 'too many', * FROM others ORDER BY ALL LIMIT 3)
      """;

  /**
   * Compares both ways, each row with all its columns.
   *
   * @param ask answers a query
   * @param original the source's rows, with a unique column {@code id}
   * @param copy the same columns of the destination
   * @param known ids of rows that were at both before this sync
   */
  static Difference between(
      Function<String, List<List<String>>> ask, String original, String copy, String known) {
    String query = QUERY.formatted(original, copy, known);
    List<Long> counts = ask.apply(query + COUNTS).getFirst().stream().map(Long::parseLong).toList();
    long twice = counts.get(1);
    long wronglyDeleted = counts.get(2);
    Difference found =
        new Difference(
            counts.get(0) - wronglyDeleted,
            twice,
            wronglyDeleted,
            counts.get(3) - twice,
            List.of());
    return found.equals(NONE) ? NONE : found.with(ask.apply(query + SAMPLES));
  }

  private Difference with(List<List<String>> rows) {
    return new Difference(lost, twice, wronglyDeleted, left, rows);
  }

  /** Of two tables together. */
  Difference plus(Difference other) {
    List<List<String>> both = new ArrayList<>(samples);
    both.addAll(other.samples);
    return new Difference(
        lost + other.lost,
        twice + other.twice,
        wronglyDeleted + other.wronglyDeleted,
        left + other.left,
        List.copyOf(both));
  }
}
