package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Streams.Known;
import dev.eider.connector.duckdb.Table.Field;
import dev.eider.destination.Destination.Run;
import dev.eider.destination.Recall;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.record.RowSchema;
import dev.eider.step.Checkpoint;
import dev.eider.step.History;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A stream's past, read and gone back to in one transaction. */
final class DuckDbRecall implements Recall {
  /** A state in a list of many is cut: the list has to travel. */
  private static final int LONGEST_STATE = 200;

  private final Lease lease;
  private final String schemaName;

  DuckDbRecall(Lease lease, String schemaName) {
    this.lease = lease;
    this.schemaName = schemaName;
  }

  @Override
  public List<History.Moment> moments(String sync, String stream, int limit) {
    return lease.write(
        session ->
            session.rehearsal(
                () -> {
                  Books books = books(session);
                  Known known = books.known(sync, stream);
                  return books.history.newest(known.sync(), known.stream(), limit).stream()
                      .map(DuckDbRecall::cut)
                      .toList();
                }));
  }

  @Override
  public History.Rewound rewind(History.Rewind request) {
    return lease.write(
        session ->
            request.dryRun()
                ? session.rehearsal(() -> rewound(books(session), request))
                : session.transaction(() -> rewound(books(session), request)));
  }

  private static History.Rewound rewound(Books books, History.Rewind request) {
    Known known = books.known(request.sync(), request.stream());
    History.Moment to =
        books
            .history
            .find(request.sync(), request.stream(), request.to())
            .orElseThrow(() -> missing(books, request));
    long[] after = books.history.after(request.sync(), request.stream(), to.number());
    if (after[2] > 0 && !request.dryRun() && !request.repeat()) {
      throw new Misconfigured(
          "state.would_repeat",
          request.stream(),
          "expected a stream whose rows are found by key, but "
              + after[2]
              + " rows after that checkpoint were appended and will be there twice",
          "delete them first, then say --yes");
    }
    String note = "to " + name(request.to(), to);
    books.history.set(known, to.state());
    books.history.moved(request.sync(), request.stream(), "rewind", note);
    books.keep(known.sourceName(), known.stream(), known.table(), to.state());
    return new History.Rewound(
        known.stream(), known.table(), known.state(), to.state(), to, after[0], after[1], after[2]);
  }

  private static String name(History.Target target, History.Moment moment) {
    return target.at() != null
        ? String.valueOf(target.at())
        : moment.generation() + "/" + moment.chunk();
  }

  private static Misconfigured missing(Books books, History.Rewind request) {
    List<History.Moment> all =
        books.history.newest(request.sync(), request.stream(), Integer.MAX_VALUE);
    String oldest =
        all.isEmpty()
            ? "none is kept"
            : "the oldest kept is "
                + all.getLast().generation()
                + "/"
                + all.getLast().chunk()
                + " of "
                + all.getLast().committed();
    boolean byTime = request.to().at() != null;
    return new Misconfigured(
        "state.no_checkpoint",
        request.stream(),
        "expected a checkpoint "
            + (byTime
                ? "at or before " + request.to().at()
                : request.to().generation() + "/" + request.to().chunk())
            + " but "
            + oldest,
        "see 'eider state list', or begin anew with 'eider state reset'");
  }

  @Override
  public List<Checkpoint.Line> take(History.Import request, Function<String, RowSchema> schemas) {
    Run run = new Run(request.sync(), request.sourceName(), request.fingerprint(), "");
    return lease.write(
        session ->
            session.transaction(
                () -> {
                  Books books = books(session);
                  request
                      .streams()
                      .forEach(given -> take(books, run, given, schemas, request.note()));
                  return books.streams.lines(
                      request.sync(),
                      request.streams().stream().map(given -> given.task().stream()).toList());
                }));
  }

  private static void take(
      Books books, Run run, History.Given given, Function<String, RowSchema> schemas, String note) {
    String stream = given.task().stream();
    new Claims(books.session, books.schema).refuseTaken(run, List.of(given.task()));
    List<Field> fields =
        schemas.apply(given.task().schema()).columns().stream()
            .map(column -> new Field(column.name(), Types.column(column.type())))
            .toList();
    Table.prepared(books.session, books.schema, given.task().table(), fields);
    long generation = books.streams.find(run.sync(), stream).map(Known::generation).orElse(0L);
    books.streams.open(run, given.task(), generation + 1, given.state(), null);
    books.history.moved(run.sync(), stream, "import", note);
    books.keep(run.sourceName(), stream, given.task().table(), given.state());
  }

  private Books books(Session session) {
    Schema schema = new Schema(lease.catalog(), schemaName);
    Books books =
        new Books(
            session,
            schema,
            new Streams(session, schema),
            new CheckpointHistory(session, schema),
            new StateTables(session, schema, lease.destinationName()));
    session.script("CREATE SCHEMA IF NOT EXISTS " + schema.sql());
    books.states.create();
    books.streams.create();
    books.history.create();
    return books;
  }

  private static History.Moment cut(History.Moment moment) {
    String state = moment.state();
    if (state == null || state.length() <= LONGEST_STATE) {
      return moment;
    }
    return new History.Moment(
        moment.number(),
        moment.kind(),
        moment.generation(),
        moment.chunk(),
        moment.write(),
        state.substring(0, LONGEST_STATE) + "…",
        moment.rows(),
        moment.written(),
        moment.committed(),
        moment.note());
  }

  /** The tables a state is in. */
  private record Books(
      Session session,
      Schema schema,
      Streams streams,
      CheckpointHistory history,
      StateTables states) {

    Known known(String sync, String stream) {
      Optional<Known> known = streams.find(sync, stream);
      return known.orElseThrow(
          () -> {
            List<Checkpoint.Line> lines = streams.lines(sync, List.of());
            return new Misconfigured(
                "state.unknown_stream",
                stream,
                "expected a stream that sync '" + sync + "' has written but was '" + stream + "'",
                lines.isEmpty()
                    ? "run the sync first"
                    : "write one of "
                        + lines.stream()
                            .map(Checkpoint.Line::stream)
                            .collect(Collectors.joining(", ")));
          });
    }

    void keep(String sourceName, String stream, String table, @Nullable String state) {
      if (state == null) {
        states.forget(table);
      } else {
        states.reach(sourceName, stream, table, state);
      }
    }
  }
}
