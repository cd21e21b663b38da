package dev.eider.connector.duckdb;

import dev.eider.source.StreamInfo.About;
import dev.eider.source.StreamInfo.Note;
import java.util.List;
import java.util.Optional;

/** A key for a table that declares none: a likely name, accepted only when its values prove it. */
final class KeyGuess {
  private KeyGuess() {}

  static List<String> of(Session session, Relation relation, List<Note> notes) {
    for (String name : List.of("id", relation.name() + "_id")) {
      Optional<String> column = relation.column(name);
      if (column.isPresent() && identifies(session, relation, column.get())) {
        notes.add(
            new Note(
                "no key is declared: '" + column.get() + "' is taken, its values are unique",
                About.KEY));
        return List.of(column.get());
      }
    }
    notes.add(
        new Note(
            "no key is declared and none was found: rows cannot be upserted without one",
            About.KEY));
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
