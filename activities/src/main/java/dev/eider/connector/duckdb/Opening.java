package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Streams.Known;
import dev.eider.connector.duckdb.Table.Field;
import dev.eider.destination.Destination.Run;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.record.RowSchema;
import dev.eider.step.Checkpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prepares a table for a run of its stream, and tells where the run begins. */
final class Opening {
  private final Books books;
  private final Run run;
  private final StreamTask task;

  Opening(Books books, Run run, StreamTask task) {
    this.books = books;
    this.run = run;
    this.task = task;
  }

  Checkpoint.Opened opened(RowSchema schema, boolean fresh) {
    Run any = new Run(run.sync(), run.sourceName(), "", run.id());
    new Claims(books.session(), books.schema()).refuseTaken(fresh ? any : run, List.of(task));
    Known known = books.streams().find(run.sync(), task.stream()).orElse(null);
    if (known != null && known.run().equals(run.id())) {
      return new Checkpoint.Opened(known.generation(), known.openedState(), known.swept());
    }
    String state = fresh ? null : state(known);
    long generation = known == null ? 1 : known.generation() + 1;
    books.streams().open(run, task, generation, state, prepared(schema));
    books.states().describe(run.sourceName(), task, schema.jsonSchema());
    books.ledger().prune(run.sync(), task.stream(), generation - 1);
    return new Checkpoint.Opened(generation, state, known == null ? null : known.swept());
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
      case WriteMode.Mirror m -> true;
      case WriteMode.Append a -> task.mode() != ReadMode.FULL_REFRESH;
      case WriteMode.Upsert u -> task.mode() != ReadMode.FULL_REFRESH;
    };
  }

  /** Prepares what is written to; also settles the types of the key. */
  private @Nullable List<String> prepared(RowSchema schema) {
    Session session = books.session();
    List<Field> fields =
        schema.columns().stream().map(c -> new Field(c.name(), Types.column(c.type()))).toList();
    if (task.write() instanceof WriteMode.Overwrite) {
      String shadow = Names.shadow(task.table());
      session.script("DROP TABLE IF EXISTS " + books.schema().table(shadow));
      Table.created(session, books.schema(), shadow, fields);
      return null;
    }
    Table table = Table.prepared(session, books.schema(), task.table(), fields);
    if (task.write() instanceof WriteMode.Mirror mirror) {
      books.listing().begin(task.table());
      return KeyTypes.of(mirror.keys(), schema, table);
    }
    return null;
  }
}
