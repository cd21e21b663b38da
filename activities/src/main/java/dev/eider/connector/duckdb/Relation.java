package dev.eider.connector.duckdb;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table or view of a source.
 *
 * @param stream how the sync calls it
 * @param schema where it is
 * @param name its own name
 * @param view whether it is a view, which has no row ids
 * @param columns names and types, in order
 * @param key the declared key: a primary key, else unique columns that are never null; may be empty
 */
record Relation(
    String stream,
    Schema schema,
    String name,
    boolean view,
    Map<String, String> columns,
    List<String> key) {
  private static final String DEFAULT_CURSOR = "updated_at";

  String sql() {
    return schema.table(name);
  }

  /** The column of this name; its own spelling, whatever the case asked for. */
  Optional<String> column(String asked) {
    if (columns.containsKey(asked)) {
      return Optional.of(asked);
    }
    return columns.keySet().stream().filter(c -> Names.same(c, asked)).findFirst();
  }

  String type(String column) {
    return columns.getOrDefault(column, "VARCHAR");
  }

  /** The cursor it has without being told. */
  @Nullable String cursor() {
    return column(DEFAULT_CURSOR).filter(c -> Types.canBeCursor(type(c))).orElse(null);
  }

  /** What to select, in the table's order. */
  String selection(@Nullable List<String> wanted) {
    return taken(wanted).stream().map(Names::quoted).collect(Collectors.joining(", "));
  }

  List<String> taken(@Nullable List<String> wanted) {
    return columns.keySet().stream().filter(c -> wanted == null || wanted.contains(c)).toList();
  }
}
