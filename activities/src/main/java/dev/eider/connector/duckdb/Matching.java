package dev.eider.connector.duckdb;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When a row {@code s} of a batch and a row {@code t} of the table are one, and when the latter
 * stays.
 *
 * @param table the table
 * @param filled the columns the batch fills
 * @param keys the key's columns
 * @param newer the column that tells which is newer; null = the batch's
 */
record Matching(Table table, List<String> filled, List<String> keys, @Nullable String newer) {

  String sameKey() {
    return keys.stream()
        .map(Names::quoted)
        .map(k -> "t." + k + " = s." + k)
        .collect(Collectors.joining(" AND "));
  }

  /** The same, where rows without a key are one as well. */
  String sameGroup() {
    return keys.stream()
        .map(Names::quoted)
        .map(k -> "t." + k + " IS NOT DISTINCT FROM s." + k)
        .collect(Collectors.joining(" AND "));
  }

  /** Never null: the row that is there was not removed, and is newer or has no other value. */
  String stays() {
    String same =
        table.data().stream()
            .filter(c -> !keys.contains(c))
            .map(c -> filled.contains(c) ? same(c) : "t." + Names.quoted(c) + " IS NULL")
            .collect(Collectors.joining(" AND "));
    String equal = same.isEmpty() ? "true" : "(" + same + ")";
    return "(%s AND %s)"
        .formatted(table.live("t"), newer == null ? equal : "(" + equal + " OR " + older() + ")");
  }

  private String older() {
    String name = Names.quoted(newer == null ? "" : newer);
    return "(t.%1$s IS NOT NULL AND (s.%1$s IS NULL OR s.%1$s < t.%1$s))".formatted(name);
  }

  private String same(String column) {
    String form = table.type(column).equals("JSON") ? "CAST(json(%s.%s) AS VARCHAR)" : "%s.%s";
    String name = Names.quoted(column);
    return form.formatted("t", name) + " IS NOT DISTINCT FROM " + form.formatted("s", name);
  }
}
