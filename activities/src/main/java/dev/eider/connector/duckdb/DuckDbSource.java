package dev.eider.connector.duckdb;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eider.digest.Digests;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.Position;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.record.RowSchema;
import dev.eider.record.RowSink;
import dev.eider.source.Source;
import dev.eider.source.StreamInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tables, and views if wanted, of a DuckDB file or a MotherDuck database. */
final class DuckDbSource implements Source {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Lease lease;
  private final @Nullable String schema;
  private final boolean views;
  private final Limits limits;
  private final Path home;

  /**
   * A source.
   *
   * @param home the installation's folder, where snapshots are kept
   */
  DuckDbSource(Place place, @Nullable String schema, boolean views, Limits limits, Path home) {
    this.lease = new Lease(place, true);
    this.schema = schema;
    this.views = views;
    this.limits = limits;
    this.home = home;
  }

  @Override
  public void check() {
    lease.read(session -> session.number("SELECT 1"));
  }

  @Override
  public List<StreamInfo> discover() {
    return lease.read(
        session -> catalog(session).relations().stream().map(r -> info(session, r)).toList());
  }

  private Catalog catalog(Session session) {
    return new Catalog(session, lease.catalog(), schema, views);
  }

  private static StreamInfo info(Session session, Relation relation) {
    List<StreamInfo.Note> notes = new ArrayList<>();
    List<String> key = relation.key();
    if (key.isEmpty()) {
      key = KeyGuess.of(session, relation, notes);
    }
    String cursor = relation.cursor();
    Set<ReadMode> modes = EnumSet.of(ReadMode.FULL_REFRESH, ReadMode.COMPARE);
    if (cursor != null) {
      modes.add(ReadMode.INCREMENTAL);
    } else {
      notes.add(
          new StreamInfo.Note(
              "no cursor column 'updated_at': read in full each time", StreamInfo.About.CURSOR));
    }
    String table =
        relation.schema().catalog() + "_" + relation.schema().name() + "_" + relation.name();
    return new StreamInfo(
        relation.stream(), schemaOf(relation), key, cursor, Set.copyOf(modes), table, notes);
  }

  private static RowSchema schemaOf(Relation relation) {
    ObjectNode properties = JSON.createObjectNode();
    List<RowSchema.Column> columns = new ArrayList<>();
    relation
        .columns()
        .forEach(
            (name, type) -> {
              columns.add(new RowSchema.Column(name, Types.field(type)));
              properties.putObject(name).put("duckdb_type", type);
            });
    ObjectNode root = JSON.createObjectNode().put("type", "object");
    root.set("properties", properties);
    return new RowSchema(columns, root.toString());
  }

  @Override
  public Position read(ReadRequest request, RowSink sink) {
    Relation relation = lease.read(session -> catalog(session).relation(request.task().stream()));
    Path file = Snapshot.file(home, request.sync(), request.task().stream());
    try (Snapshot snapshot = new Snapshot(lease, file)) {
      Position reached =
          request.task().mode() == ReadMode.COMPARE
              ? new Comparing(lease, relation, request, snapshot, limits).read(sink)
              : lease.read(session -> copied(session, relation, request, snapshot, sink));
      if (reached.complete()) {
        lease.last();
      }
      return reached;
    }
  }

  private Position copied(
      Session session, Relation relation, ReadRequest request, Snapshot snapshot, RowSink sink) {
    StreamTask task = request.task();
    Reading reading = Reading.from(session, relation, request);
    boolean begins = request.from().resume() == null;
    if (begins && !relation.view()) {
      sink.total(reading.rows(session));
    }
    if (begins && request.format() == BatchFormat.DUCKDB && !task.write().keys().isEmpty()) {
      new Keyless(session, Fingerprint.of(relation, task), task).setAside(sink, reading.scope());
    }
    Stretches stretches = new Stretches(lease, session, relation, task.columns());
    if (request.format() == BatchFormat.DUCKDB) {
      Seen seen = Seen.of(session, relation, request, snapshot);
      reading.keep(seen.state());
      stretches.copyOne(reading, sink, limits.fileRows(), seen::add);
    } else {
      stretches.rows(reading, sink, limits.pageRows());
    }
    return reading.position();
  }

  @Override
  public void settle(String sync, StreamTask task, Position last, boolean swept) {
    lease.last();
    try (Snapshot snapshot = new Snapshot(lease, Snapshot.file(home, sync, task.stream()))) {
      if (snapshot.open() == null) {
        return; // The next read finds that it is gone.
      }
      lease.read(
          session -> {
            new Settling(session, snapshot, swept).settle(Cursor.any(last.state()));
            return swept;
          });
      snapshot.compact();
    }
  }

  @Override
  public Optional<Digests> digests(StreamTask task, @Nullable String state) {
    lease.last();
    Relation relation = lease.read(session -> catalog(session).relation(task.stream()));
    return Optional.of(new TableDigests(lease, Compared.of(relation, task, state)));
  }

  @Override
  public void close() {
    lease.close();
  }

  /**
   * How much is read at once.
   *
   * @param fileRows rows in one staged DuckDB file
   * @param pageRows rows between two questions whether the chunk is full
   */
  record Limits(long fileRows, long pageRows) {
    static final Limits DEFAULT = new Limits(1_000_000, 50_000);
  }
}
