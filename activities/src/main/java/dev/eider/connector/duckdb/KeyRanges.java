package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Session.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Ranges of key ids with so few rows each that a join of them is held in memory: the engine fails
 * where it cannot hold the keys of one side, however much disk there is.
 */
final class KeyRanges {
  /** So many are joined at once. */
  static final long ROWS = 1_000_000;

  private static final int SAMPLE = 20_000;

  private KeyRanges() {}

  /**
   * Conditions on {@code key_id}; each number fulfils exactly one of them, null none where there
   * are several.
   *
   * @param tables with a column {@code key_id}; all that is to be joined
   */
  static List<String> of(Session session, String... tables) {
    String all =
        List.of(tables).stream()
            .map(table -> "SELECT key_id FROM " + table)
            .collect(Collectors.joining(" UNION ALL "));
    long parts = session.number("SELECT count(*) FROM (" + all + ")") / ROWS + 1;
    if (parts == 1) {
      return List.of("true");
    }
    String shares =
        LongStream.range(1, parts)
            .mapToObj(part -> String.valueOf((double) part / parts))
            .collect(Collectors.joining(", ", "[", "]"));
    return between(
        session.query(
            ("SELECT DISTINCT unnest(quantile_disc(key_id, %s)) AS bound FROM (FROM (%s)"
                    + " USING SAMPLE reservoir(%d ROWS) REPEATABLE (1)) ORDER BY bound")
                .formatted(shares, all, SAMPLE)));
  }

  private static List<String> between(List<Line> bounds) {
    List<String> ranges = new ArrayList<>();
    String above = "true";
    for (Line bound : bounds) {
      String value = Keyset.typed(bound.text(0), "BIGINT");
      ranges.add("%s AND key_id <= %s".formatted(above, value));
      above = "key_id > " + value;
    }
    ranges.add(above);
    return ranges;
  }

  /**
   * A query for the key ids of a table within a range, joined with those of another.
   *
   * @param join SEMI or ANTI
   */
  static String joined(String table, String join, String other, String range) {
    return "SELECT key_id FROM (SELECT key_id FROM %s WHERE %s) %s JOIN (SELECT key_id FROM %s WHERE %s) USING (key_id)"
        .formatted(table, range, join, other, range);
  }
}
