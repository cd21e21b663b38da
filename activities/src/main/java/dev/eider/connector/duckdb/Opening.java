package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Streams.Known;
import dev.eider.connector.duckdb.Table.Field;
import dev.eider.destination.Destination.Run;
import dev.eider.plan.Evolution;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.record.RowSchema;
import dev.eider.record.SchemaDiff;
import dev.eider.step.Checkpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prepares a table for a run of its stream, and tells where the run begins. */
final class Opening {
  private final Books books;
  private final Run run;
  private final StreamTask task;
  private final RowSchema schema;

  Opening(Books books, Run run, StreamTask task, RowSchema schema) {
    this.books = books;
    this.run = run;
    this.task = task;
    this.schema = schema;
  }

  Checkpoint.Opened opened(boolean fresh, boolean accepted) {
    Run any = new Run(run.sync(), run.sourceName(), "", run.id());
    new Claims(books.session(), books.schema()).refuseTaken(fresh ? any : run, List.of(task));
    Known known = books.streams().find(run.sync(), task.stream()).orElse(null);
    SchemaDiff diff = books.schemas().diff(run.sync(), task, schema);
    boolean asks = task.evolves() == Evolution.EVOLVE && !diff.compatible();
    if (known != null && known.run().equals(run.id())) {
      if (asks && accepted) {
        settle(known, diff);
      }
      return new Checkpoint.Opened(
          known.generation(),
          known.openedState(),
          known.swept(),
          asks && !accepted ? diff.words() : null);
    }
    String state = fresh ? null : state(known);
    long generation = known == null ? 1 : known.generation() + 1;
    books.streams().open(run, task, generation, state, asks ? null : prepared(diff));
    books.ledger().prune(run.sync(), task.stream(), generation - 1);
    return new Checkpoint.Opened(
        generation, state, known == null ? null : known.swept(), asks ? diff.words() : null);
  }

  /** Goes on with what was asked about, once: a late second try finds nothing left to settle. */
  private void settle(Known known, SchemaDiff diff) {
    List<String> keyTypes = prepared(diff);
    if (keyTypes != null) {
      books.streams().keep(known, keyTypes);
    }
  }

  /** Keeps the schema where its stream takes it, and refuses it where that is frozen. */
  private void accept(SchemaDiff diff) {
    boolean first = !books.schemas().known(run.sync(), task.stream());
    boolean changed = !diff.isEmpty();
    if (changed && task.evolves() == Evolution.FREEZE) {
      throw Frozen.refused(task.stream(), String.join("; ", diff.words()));
    }
    if (first || (changed && task.evolves() == Evolution.EVOLVE)) {
      books.schemas().accept(run.sync(), task, schema, diff);
    }
  }

  private @Nullable String state(@Nullable Known known) {
    if (!mayGoOn() || Table.find(books.session(), books.schema(), task.table()).isEmpty()) {
      return null;
    }
    String shared = books.states().state(run, task).orElse(null);
    if (known == null || !Names.same(known.table(), task.table())) {
      return shared;
    }
    return StateTables.equal(known.state(), shared) ? known.state() : shared;
  }

  /** How a mirror is read is decided after it was opened. */
  private boolean mayGoOn() {
    return switch (task.write()) {
      case WriteMode.Overwrite o -> false;
      // What a source remembers of a mirror by key is not true of one without.
      case WriteMode.Mirror m -> !m.keys().isEmpty();
      case WriteMode.Append a -> task.mode() != ReadMode.FULL_REFRESH;
      case WriteMode.Upsert u -> task.mode() != ReadMode.FULL_REFRESH;
    };
  }

  /** Prepares what is written to; also settles the types of the key. */
  private @Nullable List<String> prepared(SchemaDiff diff) {
    accept(diff);
    books.states().describe(run.sourceName(), task, schema.jsonSchema());
    Session session = books.session();
    List<Field> fields =
        schema.columns().stream().map(c -> new Field(c.name(), Types.column(c.type()))).toList();
    if (task.write() instanceof WriteMode.Overwrite) {
      String shadow = Names.shadow(task.table());
      session.script("DROP TABLE IF EXISTS " + books.schema().table(shadow));
      Table.created(session, books.schema(), shadow, fields);
      return null;
    }
    Table table =
        task.evolves() == Evolution.DISCARD
            ? Table.kept(session, books.schema(), task.table(), fields)
            : Table.prepared(session, books.schema(), task.table(), fields);
    if (task.write() instanceof WriteMode.Mirror mirror) {
      begin(table);
      return KeyTypes.of(mirror.keys(), schema, table);
    }
    return null;
  }

  private void begin(Table table) {
    boolean keyed = !task.write().keys().isEmpty();
    if (!keyed) {
      Occurrences.refuseUnfit(table);
      books.states().forget(task.table());
    }
    books.listing().begin(task.table(), keyed ? Listing.KEY_ID : ContentHash.TYPE);
  }
}
