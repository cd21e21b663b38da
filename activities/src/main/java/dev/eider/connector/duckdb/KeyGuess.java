package dev.eider.connector.duckdb;

import java.util.List;
import java.util.Optional;

/** A key for a table that declares none: a likely name, accepted only when its values prove it. */
final class KeyGuess {
  private KeyGuess() {}

  static List<String> of(Session session, Relation relation, List<String> notes) {
    for (String name : List.of("id", relation.name() + "_id")) {
      Optional<String> column = relation.column(name);
      if (column.isPresent() && identifies(session, relation, column.get())) {
        notes.add("no key is declared: '" + column.get() + "' is taken, its values are unique");
        return List.of(column.get());
      }
    }
    notes.add("no key is declared and none was found: rows cannot be upserted without one");
    return List.of();
  }

  private static boolean identifies(Session session, Relation relation, String column) {
    String name = Names.quoted(column);
    return session
        .query(
            "SELECT count(*) > 0 AND count(*) = count(DISTINCT %s) FROM %s"
                .formatted(name, relation.sql()))
        .getFirst()
        .flag(0);
  }
}
