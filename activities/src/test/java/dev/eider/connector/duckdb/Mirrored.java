package dev.eider.connector.duckdb;

import dev.eider.plan.BatchFormat;
import dev.eider.plan.Detection;
import dev.eider.plan.Fuse;
import dev.eider.plan.Position;
import dev.eider.plan.ReadMode;
import dev.eider.plan.Removal;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.record.RowSchema;
import dev.eider.source.RecordingSink;
import dev.eider.source.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mirror of table {@code people} of {@code shop.duckdb} in a folder: reads it like a sync, each
 * chunk with a source of its own, and keeps the rows a destination would have.
 */
final class Mirrored {
  final Map<Long, String> rows = new HashMap<>();
  final List<String> waits = new ArrayList<>();
  @Nullable String note;
  @Nullable String state;
  long setAside;
  final List<Map<String, @Nullable Object>> aside = new ArrayList<>();
  boolean sweeps = true;
  boolean settles = true;
  @Nullable Runnable betweenChunks;
  DuckDbSource.Limits limits = new DuckDbSource.Limits(8, 8);

  private final Path folder;
  private final List<String> keys;
  private final @Nullable String cursor;
  private final Map<String, String> types = new HashMap<>();

  Mirrored(Path folder, @Nullable String cursor, String... keys) {
    this.folder = folder;
    this.cursor = cursor;
    this.keys = List.of(keys);
  }

  Path file() {
    return folder.resolve("shop.duckdb");
  }

  Path snapshot() {
    return folder.resolve("snapshots/a/people.duckdb");
  }

  /** Reads all that differs, and tells what came. */
  Came compare() {
    return sync(ReadMode.COMPARE, Integer.MAX_VALUE);
  }

  Came incremental() {
    return sync(ReadMode.INCREMENTAL, Integer.MAX_VALUE);
  }

  /** Reads so many chunks and then is no more; its rows are at the destination. */
  Came breakOff(ReadMode mode, int chunks) {
    return sync(mode, chunks);
  }

  private Came sync(ReadMode mode, int chunks) {
    Position at = Position.from(state);
    Came came = new Came();
    Set<Long> gone = new HashSet<>();
    boolean swept = sweeps;
    while (!at.complete()) {
      if (came.chunks++ >= chunks) {
        return came;
      }
      RecordingSink sink = new RecordingSink(folder, 1);
      at = read(mode, at, sink);
      waits.addAll(sink.waits());
      note = sink.note() == null ? note : sink.note();
      setAside = sink.setAside() > 0 ? sink.setAside() : setAside;
      aside.addAll(sink.aside());
      take(sink, came);
      gone.addAll(gone(sink, came));
      state = at.state();
      if (betweenChunks != null && !at.complete()) {
        betweenChunks.run();
      }
    }
    if (swept) {
      gone.forEach(rows::remove);
    }
    came.gone = gone.size();
    if (settles && mode == ReadMode.COMPARE) {
      settle(at, swept);
    }
    return came;
  }

  Position read(ReadMode mode, Position at, RecordingSink sink) {
    try (Source source = source()) {
      return source.read(
          new Source.ReadRequest(
              "a", task(mode), new RowSchema(List.of(), "{}"), at, BatchFormat.DUCKDB),
          sink);
    }
  }

  void settle(Position last, boolean swept) {
    try (Source source = source()) {
      source.settle("a", task(ReadMode.COMPARE), last, swept);
    }
  }

  private Source source() {
    return new DuckDbSource(new LocalFile(file(), LocalFile.MEMORY), null, true, limits, folder);
  }

  private StreamTask task(ReadMode mode) {
    return new StreamTask(
        "people",
        mode,
        new WriteMode.Mirror(
            keys, cursor, ReadMode.COMPARE, Detection.EVERY_SYNC, Removal.HARD, Fuse.DEFAULT),
        cursor,
        Duration.ZERO,
        "people",
        null,
        "schema",
        BatchFormat.DUCKDB);
  }

  private void take(RecordingSink sink, Came came) {
    for (Path file : sink.files()) {
      if (!file.equals(sink.gone())) {
        Map<Long, String> staged = rowsOf(file, "batch");
        came.rows += staged.size();
        came.withTwins += Sql.query(file, "FROM batch").size();
        rows.putAll(staged);
      }
    }
  }

  private Set<Long> gone(RecordingSink sink, Came came) {
    Path file = sink.gone();
    if (file == null) {
      return Set.of();
    }
    Set<Long> gone = new HashSet<>(ids(file, "batch"));
    boolean whole = !Sql.query(file, "FROM duckdb_tables() WHERE table_name = 'present'").isEmpty();
    if (whole) {
      came.whole = true;
      gone.addAll(rows.keySet());
      gone.removeAll(ids(file, "present"));
    }
    return gone;
  }

  private static Set<Long> ids(Path file, String table) {
    Set<Long> ids = new HashSet<>();
    Sql.query(file, "SELECT key_id FROM " + table)
        .forEach(row -> ids.add((Long) row.get("key_id")));
    return ids;
  }

  /** What a perfect mirror has now. */
  Map<Long, String> source(String table) {
    return rowsOf(file(), table);
  }

  private Map<Long, String> rowsOf(Path file, String table) {
    List<String> names = keys.stream().map(Names::quoted).toList();
    List<String> landed = keys.stream().map(this::type).toList();
    Map<Long, String> found = new HashMap<>();
    Sql.query(
            file,
            "SELECT %s AS k, CAST(t AS VARCHAR) AS r FROM %s t"
                .formatted(KeyId.sql(names, landed), table))
        .forEach(
            row -> {
              if (row.get("k") != null) {
                found.put((Long) row.get("k"), String.valueOf(row.get("r")));
              }
            });
    return found;
  }

  private String type(String key) {
    return types.computeIfAbsent(
        key,
        column ->
            Types.column(
                Types.field(
                    Sql.texts(
                            file(),
                            "SELECT data_type FROM duckdb_columns() WHERE table_name = 'people' AND"
                                + " column_name = '"
                                + column
                                + "'")
                        .getFirst())));
  }

  /** What a read handed out. */
  static final class Came {
    long rows;
    long withTwins;
    long gone;
    int chunks;
    boolean whole;

    @Override
    public String toString() {
      return (whole ? "all " : "") + rows + " rows, " + gone + " gone";
    }
  }
}
