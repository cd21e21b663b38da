package dev.eider.connector.duckdb;

import dev.eider.fault.Fault.Misconfigured;
import dev.eider.plan.StreamTask;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a row is known by and what tells that it changed, as SQL over a relation.
 *
 * @param relation the rows
 * @param keys the columns of the primary key
 * @param columns every column that is taken
 */
record Fingerprint(Relation relation, List<String> keys, List<String> columns) {
  private static final String INTEGER = "BIGINT";

  static Fingerprint of(Relation relation, StreamTask task) {
    List<String> keys = new ArrayList<>();
    for (String key : task.write().keys()) {
      keys.add(relation.column(key).orElseThrow(() -> noColumn(relation, key)));
    }
    return new Fingerprint(relation, keys, relation.taken(task.columns()));
  }

  private static Misconfigured noColumn(Relation relation, String key) {
    return new Misconfigured(
        "duckdb.key",
        relation.stream(),
        "expected primary key column '" + key + "' but the table has none of this name",
        "write primary_key: [<column>] with a column it has");
  }

  String keyId() {
    return KeyId.sql(keys.stream().map(Names::quoted).toList(), landed());
  }

  private List<String> landed() {
    return keys.stream().map(key -> Types.column(Types.field(relation.type(key)))).toList();
  }

  /** The condition for rows that have no whole key. */
  String keyless() {
    return keys.stream()
        .map(key -> Names.quoted(key) + " IS NULL")
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  /** A query for {@code key_id} and {@code row_hash} of all rows that have a key. */
  String rows(String where) {
    String values = columns.stream().map(Names::quoted).collect(Collectors.joining(", "));
    return "SELECT %s AS key_id, hash(%s) AS row_hash FROM %s WHERE NOT %s AND %s"
        .formatted(keyId(), values, relation.sql(), keyless(), where);
  }

  /** A condition true for all rows with these key ids, and for few others where that is cheap. */
  String near(long first, long last) {
    return byInteger() ? Names.quoted(keys.getFirst()) + Buckets.between(first, last) : "true";
  }

  /** Whether a key id is the key itself, so that {@link #near} is exact. */
  boolean byInteger() {
    return keys.size() == 1 && landed().getFirst().equals(INTEGER);
  }

  /** The order a whole read is cut by; none where a value does not come back from its text. */
  Keyset order() {
    List<String> types = keys.stream().map(relation::type).toList();
    return types.stream().allMatch(Types::isPlain)
        ? new Keyset(keys.stream().map(Names::quoted).toList(), types)
        : new Keyset(List.of(), List.of());
  }

  /** Checksums of two shapes cannot be compared. */
  String shape() {
    String all =
        columns.stream()
            .map(column -> Names.quoted(column) + " " + relation.type(column))
            .collect(Collectors.joining(", "));
    return all + " by " + keys.stream().map(Names::quoted).collect(Collectors.joining(", "));
  }
}
