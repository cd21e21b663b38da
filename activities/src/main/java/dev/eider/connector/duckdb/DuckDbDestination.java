package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Streams.Known;
import dev.eider.connector.duckdb.Table.Field;
import dev.eider.destination.Destination;
import dev.eider.digest.Digests;
import dev.eider.fault.Fault.Defect;
import dev.eider.outcome.Counts;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.Position;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.record.RowSchema;
import dev.eider.record.StagedBatch;
import dev.eider.step.Checkpoint;
import dev.eider.step.Sweep;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tables in a DuckDB file or a MotherDuck database. */
final class DuckDbDestination implements Destination {
  private final Lease lease;
  private final String schemaName;

  DuckDbDestination(Place place, String schemaName) {
    this.lease = new Lease(place, false);
    this.schemaName = schemaName;
  }

  @Override
  public void check() {
    lease.refuseUnusable();
    if (lease.exists()) {
      boolean unused = rehearsed(books -> true);
    }
  }

  @Override
  public void claim(Run run, List<StreamTask> tasks) {
    Claims.refuseDoubled(tasks);
    if (lease.exists()) {
      boolean unused =
          rehearsed(
              books -> {
                new Claims(books.session(), books.schema()).refuseTaken(run, tasks);
                return true;
              });
    }
  }

  @Override
  public Checkpoint.Opened open(Run run, StreamTask task, RowSchema schema, boolean fresh) {
    return prepared(
        books -> {
          Run any = new Run(run.sync(), run.sourceName(), "", run.id());
          new Claims(books.session(), books.schema()).refuseTaken(fresh ? any : run, List.of(task));
          Known known = books.streams().find(run.sync(), task.stream()).orElse(null);
          if (known != null && known.run().equals(run.id())) {
            return new Checkpoint.Opened(known.generation(), known.openedState());
          }
          return opened(books, run, task, schema, fresh ? null : stateFor(books, run, task, known));
        });
  }

  private static @Nullable String stateFor(
      Books books, Run run, StreamTask task, @Nullable Known known) {
    boolean whole =
        task.mode() == ReadMode.FULL_REFRESH || task.write() instanceof WriteMode.Overwrite;
    if (whole || Table.find(books.session(), books.schema(), task.table()).isEmpty()) {
      return null;
    }
    String shared = books.states().state(run, task).orElse(null);
    if (known == null || !Names.same(known.table(), task.table())) {
      return shared;
    }
    return StateTables.equal(known.state(), shared) ? known.state() : shared;
  }

  private static Checkpoint.Opened opened(
      Books books, Run run, StreamTask task, RowSchema schema, @Nullable String state) {
    Session session = books.session();
    List<Field> fields =
        schema.columns().stream().map(c -> new Field(c.name(), Types.column(c.type()))).toList();
    if (task.write() instanceof WriteMode.Overwrite) {
      String shadow = Names.shadow(task.table());
      session.script("DROP TABLE IF EXISTS " + books.schema().table(shadow));
      Table.created(session, books.schema(), shadow, fields);
    } else {
      Table.prepared(session, books.schema(), task.table(), fields);
    }
    long generation =
        books.streams().find(run.sync(), task.stream()).map(Known::generation).orElse(0L) + 1;
    books.streams().open(run, task, generation, state);
    books.states().describe(run.sourceName(), task, schema.jsonSchema());
    books.ledger().prune(run.sync(), task.stream(), generation - 1);
    return new Checkpoint.Opened(generation, state);
  }

  @Override
  public Counts load(Batch batch) {
    return lease.alone(() -> loaded(batch));
  }

  private Counts loaded(Batch batch) {
    StagedBatch staged = batch.staged();
    if (staged.format() == BatchFormat.DUCKDB) {
      try (Attachment attached = Attachment.reading(lease, staged.file())) {
        return lease.read(
            session -> committed(session, batch, batchTable(session, attached, staged)));
      }
    }
    return parsed(batch, false, Incoming.USUAL_LINE);
  }

  /** Parses the fast way first; each surprise is met once, on a new connection. */
  private Counts parsed(Batch batch, boolean raw, long longest) {
    StagedBatch staged = batch.staged();
    Incoming incoming = raw ? Incoming.rawLines(staged, longest) : Incoming.lines(staged, longest);
    try {
      return lease.read(session -> committed(session, batch, incoming));
    } catch (Defect e) {
      String code = e.problem().code();
      if (code.equals(Faults.CONVERSION) && !raw) {
        return parsed(batch, true, longest);
      }
      if (code.equals(Faults.LONG_LINE) && longest < Incoming.LONGEST_LINE) {
        return parsed(batch, raw, Incoming.LONGEST_LINE);
      }
      throw e;
    }
  }

  private static Incoming batchTable(Session session, Attachment attached, StagedBatch staged) {
    Table table =
        Table.find(session, attached.schema(), Attachment.BATCH)
            .orElseThrow(
                () ->
                    new Defect(
                        "duckdb.no_batch",
                        staged.file().getFileName().toString(),
                        "expected table 'batch' in the staged file but there is none",
                        null));
    return Incoming.table(table, staged.extractedAtMillis());
  }

  private Counts committed(Session session, Batch batch, Incoming incoming) {
    Books books = books(session);
    return session.transaction(
        () -> {
          StreamTask task = batch.task();
          Known known = books.streams().fenced(batch.sync(), task.stream(), batch.generation());
          Counts done = books.ledger().find(batch).orElse(null);
          if (done != null) {
            return done;
          }
          boolean parsed = batch.staged().format() == BatchFormat.DUCKDB;
          Table table = Table.prepared(session, books.schema(), target(task), incoming.fields());
          Counts counts = Writing.write(session, table, incoming, task.write(), parsed);
          books.ledger().add(batch, counts);
          books.streams().reach(known, batch.chunk(), batch.reached().state());
          books.states().reach(batch.sourceName(), task, batch.reached().state());
          books.states().describe(batch.sourceName(), task, batch.staged().schema().jsonSchema());
          return counts;
        });
  }

  private static String target(StreamTask task) {
    boolean beside = task.write() instanceof WriteMode.Overwrite;
    return beside ? Names.shadow(task.table()) : task.table();
  }

  @Override
  public Sweep.Found survey(Gone gone) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Counts remove(Gone gone) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Counts close(Run run, StreamTask task, long generation, Position last, boolean swept) {
    return prepared(
        books -> {
          Known known = books.streams().fenced(run.sync(), task.stream(), generation);
          if (known.closedGeneration() == generation) {
            return Counts.NONE;
          }
          if (task.write() instanceof WriteMode.Overwrite) {
            swap(books, task);
          }
          books.streams().end(known, last.state());
          books.states().reach(run.sourceName(), task, last.state());
          return Counts.NONE;
        });
  }

  private static void swap(Books books, StreamTask task) {
    Schema schema = books.schema();
    books.session().script("DROP TABLE IF EXISTS " + schema.table(task.table()));
    books
        .session()
        .script(
            "ALTER TABLE "
                + schema.table(Names.shadow(task.table()))
                + " RENAME TO "
                + Names.quoted(task.table()));
  }

  @Override
  public List<Checkpoint.Line> checkpoints(String sync, List<String> streams) {
    return lease.exists() ? rehearsed(books -> books.streams().lines(sync, streams)) : List.of();
  }

  @Override
  public List<Checkpoint.Line> reset(String sync, List<String> streams) {
    if (!lease.exists()) {
      return List.of();
    }
    return prepared(
        books -> {
          List<Checkpoint.Line> lines = books.streams().lines(sync, streams);
          for (Checkpoint.Line line : lines) {
            books.streams().forget(sync, line.stream());
            books.states().forget(line.table());
          }
          return lines;
        });
  }

  private Books books(Session session) {
    Schema schema = new Schema(lease.catalog(), schemaName);
    return new Books(
        session,
        schema,
        new Streams(session, schema),
        new Ledger(session, schema),
        new StateTables(session, schema, lease.destinationName()));
  }

  /** Work as the only writer, in one transaction, with the schema and our tables there. */
  private <T> T prepared(Function<Books, T> work) {
    return lease.write(
        session -> {
          Books books = books(session);
          return session.transaction(
              () -> {
                books.create();
                return work.apply(books);
              });
        });
  }

  /** The same, undone at the end: whoever only asks leaves no trace. */
  private <T> T rehearsed(Function<Books, T> work) {
    return lease.write(
        session -> {
          Books books = books(session);
          return session.rehearsal(
              () -> {
                books.create();
                return work.apply(books);
              });
        });
  }

  @Override
  public Optional<Digests> digests(StreamTask task, @Nullable String state) {
    return Optional.of(Compared.digests(lease, schemaName, task, state));
  }

  @Override
  public void close() {
    lease.close();
  }

  /**
   * Our tables in one schema, through one session.
   *
   * @param session to work with
   * @param schema where everything is
   * @param streams who writes what
   * @param ledger which batches are in
   * @param states PyAirbyte's tables
   */
  private record Books(
      Session session, Schema schema, Streams streams, Ledger ledger, StateTables states) {

    void create() {
      session.script("CREATE SCHEMA IF NOT EXISTS " + schema.sql());
      states.create();
      streams.create();
      ledger.create();
    }
  }
}
