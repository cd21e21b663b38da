package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Streams.Known;
import dev.eider.destination.Destination;
import dev.eider.destination.Outbox;
import dev.eider.destination.Recall;
import dev.eider.digest.Digests;
import dev.eider.outcome.Counts;
import dev.eider.plan.Position;
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
  public Checkpoint.Opened open(
      Run run, StreamTask task, RowSchema schema, boolean fresh, boolean accepted) {
    return prepared(books -> new Opening(books, run, task, schema).opened(fresh, accepted));
  }

  @Override
  public Counts load(Batch batch) {
    return lease.alone(() -> new Loading(lease, this::books, batch).run());
  }

  @Override
  public Sweep.Found survey(Gone gone) {
    StagedBatch keys = gone.keys();
    if (keys == null) {
      return prepared(books -> new Removing(books, gone).survey(null));
    }
    return lease.alone(
        () -> {
          try (Attachment file = Attachment.reading(lease, keys.file())) {
            return prepared(books -> new Removing(books, gone).survey(file.schema()));
          }
        });
  }

  @Override
  public Counts remove(Gone gone) {
    return prepared(books -> new Removing(books, gone).remove());
  }

  @Override
  public Counts close(Run run, StreamTask task, long generation, Position last, boolean swept) {
    lease.last();
    return prepared(
        books -> {
          Known known = books.streams().fenced(run.sync(), task.stream(), generation);
          if (known.closedGeneration() == generation) {
            return Counts.NONE;
          }
          switch (task.write()) {
            case WriteMode.Overwrite o -> swap(books, task);
            case WriteMode.Mirror m -> books.listing().drop(task.table());
            case WriteMode.Append a -> {}
            case WriteMode.Upsert u -> {}
          }
          books.streams().end(known, last.state(), swept);
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
            books.listing().drop(line.table());
          }
          return lines;
        });
  }

  @Override
  public Recall recall() {
    lease.last();
    return new DuckDbRecall(lease, schemaName);
  }

  private Books books(Session session) {
    return Books.of(session, new Schema(lease.catalog(), schemaName), lease.destinationName());
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
    lease.last();
    return Optional.of(Compared.digests(lease, schemaName, task, state));
  }

  @Override
  public Optional<Outbox> outbox(StreamTask task, Outbox.Book book) {
    lease.last();
    return Optional.of(new DuckDbOutbox(lease, schemaName, task, book));
  }

  @Override
  public void close() {
    lease.close();
  }
}
