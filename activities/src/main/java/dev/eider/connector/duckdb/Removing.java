package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Ledger.Swept;
import dev.eider.destination.Destination.Gone;
import dev.eider.fault.Fault.Defect;
import dev.eider.outcome.Counts;
import dev.eider.plan.Removal;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.step.Sweep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the rows of a mirrored table that are gone at the source, and removes them. */
final class Removing {
  private static final String PRESENT = "present";
  private static final String OWN = "temp.main.eider_own";

  private final Books books;
  private final Gone gone;
  private final StreamTask task;
  private final @Nullable List<String> types;

  /** For the newest run of the stream only. */
  Removing(Books books, Gone gone) {
    this.books = books;
    this.gone = gone;
    this.task = gone.task();
    this.types = books.streams().fenced(gone.sync(), task.stream(), gone.generation()).keyTypes();
  }

  /**
   * Notes which keys are gone, once a run.
   *
   * @param file the keys the source sent; null = what this run listed
   */
  Sweep.Found survey(@Nullable Schema file) {
    Swept found = books.ledger().find(gone, Ledger.SURVEYED).orElse(null);
    if (found == null) {
      found = surveyed(file);
      books.ledger().add(gone, Ledger.SURVEYED, found);
    }
    return new Sweep.Found(found.gone(), found.present());
  }

  private Swept surveyed(@Nullable Schema file) {
    Absent absent = absent(file);
    Table table = Table.find(books.session(), books.schema(), task.table()).orElse(null);
    if (table == null) {
      return new Swept(0, 0);
    }
    long present =
        books
            .session()
            .number("SELECT count(*) FROM " + table.sql() + " t WHERE " + table.live("t"));
    if (task.write().keys().isEmpty()) {
      return new Swept(new Occurrences(books, table).survey(present), present);
    }
    return new Swept(missing(table, absent, present), present);
  }

  /** A row without a key cannot be looked up at the source, so nobody knows that it is gone. */
  private long missing(Table table, Absent absent, long present) {
    Session session = books.session();
    String own =
        "(SELECT %s AS key_id FROM %s t WHERE %s)"
            .formatted(keyId(table), table.sql(), table.live("t"));
    List<String> ranges;
    if (absent.few()) {
      ranges = KeyRanges.of(session, absent.table());
    } else {
      if (present > KeyRanges.ROWS) {
        session.script("CREATE OR REPLACE TEMP TABLE eider_own AS FROM " + own);
        own = OWN;
      }
      ranges = KeyRanges.of(session, own, absent.table());
    }
    Listing listing = books.listing();
    listing.fix(task.table(), Listing.KEY_ID);
    long missing = 0;
    for (String range : ranges) {
      String keys = KeyRanges.joined(own, absent.join(), absent.table(), range);
      missing += listing.add(task.table(), "FROM (" + keys + ") WHERE key_id IS NOT NULL");
    }
    return missing;
  }

  private Absent absent(@Nullable Schema file) {
    if (file == null) {
      return new Absent(false, books.listing().seen(task.table()));
    }
    return Table.find(books.session(), file, PRESENT).isPresent()
        ? new Absent(false, file.table(PRESENT))
        : new Absent(true, file.table(Attachment.BATCH));
  }

  private String keyId(Table table) {
    List<String> keys = task.write().keys();
    List<String> known = types == null ? keys.stream().map(table::type).toList() : types;
    return KeyId.sql(
        keys.stream()
            .map(key -> "t." + Names.quoted(Names.columnFor(key, table.columns().keySet())))
            .toList(),
        known);
  }

  /** Removes what was surveyed, once a run. */
  Counts remove() {
    Swept done = books.ledger().find(gone, Ledger.REMOVED).orElse(null);
    if (done == null) {
      Swept found = books.ledger().find(gone, Ledger.SURVEYED).orElseThrow(this::notSurveyed);
      done = new Swept(found.gone() == 0 ? 0 : removed(), found.present());
      books.ledger().add(gone, Ledger.REMOVED, done);
    }
    return new Counts(0, 0, 0, 0, done.gone(), 0, 0, 0);
  }

  private Defect notSurveyed() {
    return new Defect(
        "destination.not_surveyed",
        task.stream(),
        "expected a survey of run " + gone.generation() + " but found none",
        null);
  }

  private long removed() {
    Table table = Table.find(books.session(), books.schema(), task.table()).orElse(null);
    if (table == null) {
      return 0;
    }
    Removal removal =
        task.write() instanceof WriteMode.Mirror mirror ? mirror.removal() : Removal.HARD;
    if (task.write().keys().isEmpty()) {
      return new Occurrences(books, table).remove(removal);
    }
    return switch (removal) {
      case HARD -> ranged(table, "DELETE FROM " + table.sql() + " t");
      case SOFT -> update(table, List.of());
      case TOMBSTONE -> update(table, emptied(table));
    };
  }

  private long update(Table found, List<String> columns) {
    Table table = found.keepingDeleted(books.session());
    List<String> sets = new ArrayList<>(List.of(Names.quoted(Names.DELETED_AT) + " = now()"));
    columns.forEach(column -> sets.add(Names.quoted(column) + " = NULL"));
    return ranged(table, "UPDATE %s t SET %s".formatted(table.sql(), String.join(", ", sets)));
  }

  /** Does so to the rows that were surveyed. */
  private long ranged(Table table, String verb) {
    String gone = books.listing().gone(task.table());
    long done = 0;
    for (String range : KeyRanges.of(books.session(), gone)) {
      done +=
          books
              .session()
              .update(
                  "%s WHERE %s IN (SELECT key_id FROM %s WHERE %s) AND %s"
                      .formatted(verb, keyId(table), gone, range, table.live("t")));
    }
    return done;
  }

  private List<String> emptied(Table table) {
    List<String> keys =
        task.write().keys().stream()
            .map(key -> Names.columnFor(key, table.columns().keySet()))
            .toList();
    return table.data().stream().filter(column -> !keys.contains(column)).toList();
  }

  /**
   * What tells the rows that are gone.
   *
   * @param few whether a table holds these, rather than all that are there
   */
  private record Absent(boolean few, String table) {
    String join() {
      return few ? "SEMI" : "ANTI";
    }
  }
}
