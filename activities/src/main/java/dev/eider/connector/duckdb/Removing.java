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
    String absent = absent(file);
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
    String own =
        "(SELECT %s AS key_id FROM %s t WHERE %s)"
            .formatted(keyId(table), table.sql(), table.live("t"));
    // A row without a key cannot be looked up at the source, so nobody knows that it is gone.
    long missing =
        books
            .listing()
            .fix(
                task.table(),
                "SELECT t.key_id FROM %s t %s k ON k.key_id = t.key_id WHERE t.key_id IS NOT NULL"
                    .formatted(own, absent),
                Listing.KEY_ID);
    return new Swept(missing, present);
  }

  /** The join that leaves the rows that are gone. */
  private String absent(@Nullable Schema file) {
    if (file == null) {
      return "ANTI JOIN " + books.listing().seen(task.table());
    }
    return Table.find(books.session(), file, PRESENT).isPresent()
        ? "ANTI JOIN " + file.table(PRESENT)
        : "SEMI JOIN " + file.table(Attachment.BATCH);
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
      case HARD -> books.session().update("DELETE FROM " + table.sql() + " t" + those(table));
      case SOFT -> update(table, List.of());
      case TOMBSTONE -> update(table, emptied(table));
    };
  }

  private long update(Table found, List<String> columns) {
    Table table = found.keepingDeleted(books.session());
    List<String> sets = new ArrayList<>(List.of(Names.quoted(Names.DELETED_AT) + " = now()"));
    columns.forEach(column -> sets.add(Names.quoted(column) + " = NULL"));
    return books
        .session()
        .update(
            "UPDATE %s t SET %s%s".formatted(table.sql(), String.join(", ", sets), those(table)));
  }

  private List<String> emptied(Table table) {
    List<String> keys =
        task.write().keys().stream()
            .map(key -> Names.columnFor(key, table.columns().keySet()))
            .toList();
    return table.data().stream().filter(column -> !keys.contains(column)).toList();
  }

  private String those(Table table) {
    return " WHERE %s IN (SELECT key_id FROM %s) AND %s"
        .formatted(keyId(table), books.listing().gone(task.table()), table.live("t"));
  }
}
