package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Streams.Known;
import dev.eider.destination.Destination.Batch;
import dev.eider.fault.Fault.Defect;
import dev.eider.outcome.Counts;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.Detection;
import dev.eider.plan.Evolution;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.record.StagedBatch;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Brings one batch in: its rows, its line in the ledger and its position, in one transaction. */
final class Loading {
  private final Lease lease;
  private final Function<Session, Books> open;
  private final Batch batch;
  private final StreamTask task;

  Loading(Lease lease, Function<Session, Books> open, Batch batch) {
    this.lease = lease;
    this.open = open;
    this.batch = batch;
    this.task = batch.task();
  }

  Counts run() {
    StagedBatch staged = batch.staged();
    if (staged.rows() == 0) {
      return lease.read(session -> committed(session, null)); // all of it was set aside
    }
    if (staged.format() == BatchFormat.DUCKDB) {
      try (Attachment attached = Attachment.reading(lease, staged.file())) {
        return lease.read(session -> committed(session, table(session, attached)));
      }
    }
    return parsed(false, Incoming.USUAL_LINE);
  }

  /** Parses the fast way first; each surprise is met once, on a new connection. */
  private Counts parsed(boolean raw, long longest) {
    StagedBatch staged = batch.staged();
    Incoming incoming = raw ? Incoming.rawLines(staged, longest) : Incoming.lines(staged, longest);
    try {
      return lease.read(session -> committed(session, incoming));
    } catch (Defect e) {
      String code = e.problem().code();
      if (code.equals(Faults.CONVERSION) && !raw) {
        return parsed(true, longest);
      }
      if (code.equals(Faults.LONG_LINE) && longest < Incoming.LONGEST_LINE) {
        return parsed(raw, Incoming.LONGEST_LINE);
      }
      throw e;
    }
  }

  private Incoming table(Session session, Attachment attached) {
    StagedBatch staged = batch.staged();
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

  private Counts committed(Session session, @Nullable Incoming incoming) {
    lease.makeRoom(session, batch.staged().format());
    Books books = open.apply(session);
    return session.transaction(
        () -> {
          books.renew();
          Known known = books.streams().fenced(batch.sync(), task.stream(), batch.generation());
          Counts done = books.ledger().find(batch).orElse(null);
          if (done != null) {
            return done;
          }
          Counts counts = incoming == null ? Counts.NONE : written(books, known, incoming);
          books.ledger().add(batch, counts);
          books.streams().reach(known, batch.chunk(), batch.reached().state());
          books.states().reach(batch.sourceName(), task, batch.reached().state());
          books.states().describe(batch.sourceName(), task, batch.staged().schema().jsonSchema());
          return counts;
        });
  }

  private Counts written(Books books, Known known, Incoming all) {
    Session session = books.session();
    boolean parsed = batch.staged().format() == BatchFormat.DUCKDB;
    Table table = table(books, all);
    Incoming incoming = task.evolves() == Evolution.DISCARD ? all.only(table) : all;
    return switch (task.write()) {
      case WriteMode.Append a -> Writing.append(session, table, incoming);
      case WriteMode.Overwrite o -> Writing.append(session, table, incoming);
      case WriteMode.Upsert u -> new Upsert(session, table, incoming, task).run(parsed);
      case WriteMode.Mirror m when m.keys().isEmpty() ->
          new Occurrences(books, table).load(incoming, parsed);
      case WriteMode.Mirror m -> {
        Upsert upsert = new Upsert(session, table, incoming, task);
        Counts counts = upsert.run(parsed);
        if (task.mode() == ReadMode.FULL_REFRESH && m.detection() != Detection.NEVER) {
          books.listing().note(task.table(), upsert.keyIds(keyTypes(books, known, table)));
        }
        yield counts;
      }
    };
  }

  /** Rows may hold more than their stream declares. */
  private Table table(Books books, Incoming incoming) {
    Session session = books.session();
    Schema schema = books.schema();
    if (task.evolves() == Evolution.EVOLVE) {
      if (task.write() instanceof WriteMode.Mirror && task.write().keys().isEmpty()) {
        Table.find(session, schema, target())
            .ifPresent(found -> new Relisting(books, found).before(incoming.fields()));
      }
      return Table.prepared(session, schema, target(), incoming.fields());
    }
    Table kept = Table.kept(session, schema, target(), incoming.fields());
    List<String> more = kept.lacks(incoming.fields());
    if (task.evolves() == Evolution.FREEZE && !more.isEmpty()) {
      throw Frozen.refused(
          task.stream(), "no column holds what came in '" + String.join("', '", more) + "'");
    }
    return kept;
  }

  private List<String> keyTypes(Books books, Known known, Table table) {
    List<String> types = known.keyTypes();
    if (types != null) {
      return types;
    }
    List<String> keys = task.write().keys();
    List<String> found = KeyTypes.of(keys, batch.staged().schema(), table);
    List<String> settled = found == null ? keys.stream().map(key -> "VARCHAR").toList() : found;
    books.streams().keep(known, settled);
    return settled;
  }

  private String target() {
    boolean beside = task.write() instanceof WriteMode.Overwrite;
    return beside ? Names.shadow(task.table()) : task.table();
  }
}
