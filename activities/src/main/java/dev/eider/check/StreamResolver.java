package dev.eider.check;

import dev.eider.outcome.Problem;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.Detection;
import dev.eider.plan.EmbedPlan;
import dev.eider.plan.Fuse;
import dev.eider.plan.ReadMode;
import dev.eider.plan.Removal;
import dev.eider.plan.StreamPlan;
import dev.eider.plan.StreamTask;
import dev.eider.plan.Tolerance;
import dev.eider.plan.WriteMode;
import dev.eider.plan.WriteWord;
import dev.eider.record.FieldType;
import dev.eider.record.RowSchema;
import dev.eider.record.Staging;
import dev.eider.source.StreamInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a sync file left open about a stream, and refuses what the stream cannot do. Left to
 * itself: incremental where there is a cursor; upsert with a primary key, else append with a
 * cursor, else overwrite.
 */
final class StreamResolver {
  private final Staging staging;
  private final BatchFormat format;
  private final List<Problem> problems;

  StreamResolver(Staging staging, BatchFormat format, List<Problem> problems) {
    this.staging = staging;
    this.format = format;
    this.problems = problems;
  }

  /** The task, or nothing when a problem was added. */
  Optional<StreamTask> resolve(StreamPlan plan, StreamInfo info) {
    int before = problems.size();
    List<String> keys = columnsOf(plan, info, "primary_key", keysOf(plan, info));
    String cursor = plan.cursor() != null ? plan.cursor() : info.cursor();
    if (plan.cursor() != null) {
      columnsOf(plan, info, "cursor", List.of(plan.cursor()));
    }
    List<String> columns =
        plan.columns() == null ? null : columnsOf(plan, info, "columns", plan.columns());
    ReadMode mode = mode(plan, info, cursor);
    WriteMode write = write(plan, info, keys, mode, cursor);
    if (write instanceof WriteMode.Mirror mirror && mirror.detection() == Detection.EVERY_SYNC) {
      mode = mirror.pass();
    }
    refuseBirth(plan, info, mode, write);
    List<String> taken = columns == null ? null : withNeeded(columns, keys, cursor);
    if (plan.embed() != null) {
      String where = "/streams/" + plan.name() + "/embed";
      new EmbedFields(plan.embed(), where, info, taken, problems)
          .check(write == null ? null : keys);
    }
    if (problems.size() > before || write == null) {
      return Optional.empty();
    }
    return Optional.of(
        new StreamTask(
            info.name(),
            mode,
            write,
            cursor,
            plan.lookback() == null ? Duration.ZERO : plan.lookback(),
            plan.table() == null ? info.table() : plan.table(),
            taken,
            staging.keepSchema(info.schema()),
            format,
            plan.schemaChanges(),
            plan.setAside() == null ? Tolerance.DEFAULT : plan.setAside(),
            embed(plan, write, keys)));
  }

  private static @Nullable EmbedPlan embed(StreamPlan plan, WriteMode write, List<String> keys) {
    EmbedPlan embed = plan.embed();
    return embed == null || !write.keys().isEmpty() ? embed : embed.knownBy(keys);
  }

  private ReadMode mode(StreamPlan plan, StreamInfo info, @Nullable String cursor) {
    ReadMode asked = plan.mode();
    boolean incremental = info.modes().contains(ReadMode.INCREMENTAL) || plan.cursor() != null;
    if (asked == ReadMode.INCREMENTAL && !(incremental && cursor != null)) {
      refuse(
          plan,
          "mode",
          "expected a stream with a cursor for mode 'incremental' but '"
              + info.name()
              + "' has none",
          "write cursor: <column>, or mode: full_refresh");
    }
    if (asked != null) {
      return asked;
    }
    boolean overwrite = plan.write() == WriteWord.OVERWRITE;
    return incremental && cursor != null && !overwrite
        ? ReadMode.INCREMENTAL
        : ReadMode.FULL_REFRESH;
  }

  private @Nullable WriteMode write(
      StreamPlan plan, StreamInfo info, List<String> keys, ReadMode mode, @Nullable String cursor) {
    WriteWord word = plan.write();
    if (word == null) {
      boolean keyed = !keys.isEmpty();
      boolean grows = mode == ReadMode.INCREMENTAL;
      word = keyed ? WriteWord.UPSERT : grows ? WriteWord.APPEND : WriteWord.OVERWRITE;
    }
    return switch (word) {
      case APPEND -> new WriteMode.Append();
      case OVERWRITE -> {
        if (mode == ReadMode.INCREMENTAL) {
          refuse(
              plan,
              "write",
              "expected mode 'full_refresh' with write 'overwrite' but was 'incremental'",
              "write mode: full_refresh, or write: upsert");
        }
        yield new WriteMode.Overwrite();
      }
      case UPSERT -> keyed(plan, keys, "upsert") ? new WriteMode.Upsert(keys, cursor) : null;
      case MIRROR -> mirror(plan, info, keys, cursor);
    };
  }

  private WriteMode.@Nullable Mirror mirror(
      StreamPlan plan, StreamInfo info, List<String> keys, @Nullable String cursor) {
    if (!info.whole()) {
      refuse(
          plan,
          "write",
          "expected a stream that lists every row for write 'mirror' but '"
              + info.name()
              + "' asks for a window of time",
          "write: upsert");
      return null;
    }
    if (keys.isEmpty()) {
      return unkeyed(plan);
    }
    if (!exact(plan, info, keys)) {
      return null;
    }
    boolean compares = info.modes().contains(ReadMode.COMPARE) && format == BatchFormat.DUCKDB;
    return new WriteMode.Mirror(
        keys,
        cursor,
        compares ? ReadMode.COMPARE : ReadMode.FULL_REFRESH,
        plan.detectDeletes() == null ? Detection.EVERY_SYNC : plan.detectDeletes(),
        plan.deletes() == null ? Removal.HARD : plan.deletes(),
        plan.fuse() == null ? Fuse.DEFAULT : plan.fuse());
  }

  /** A row that is gone is known by its key alone. */
  private boolean exact(StreamPlan plan, StreamInfo info, List<String> keys) {
    Optional<RowSchema.Column> vague =
        info.schema().columns().stream()
            .filter(column -> keys.contains(column.name()))
            .filter(column -> Columns.equalInMoreThanOneText(column.type()))
            .findFirst();
    vague.ifPresent(
        column ->
            refuse(
                plan,
                "primary_key",
                "expected a key whose equal values are written alike for write 'mirror' but '"
                    + column.name()
                    + "' is "
                    + ((FieldType.Native) column.type()).name(),
                "write primary_key: with another column, or write: upsert"));
    return vague.isEmpty();
  }

  /** By a cursor that never moves, rows that change are never seen. */
  private void refuseBirth(
      StreamPlan plan, StreamInfo info, ReadMode mode, @Nullable WriteMode write) {
    String cursor = plan.cursor();
    boolean seen =
        write instanceof WriteMode.Append
            || (write instanceof WriteMode.Mirror mirror && mirror.detection() == Detection.DAILY);
    if (cursor == null
        || mode != ReadMode.INCREMENTAL
        || seen
        || !Columns.tellBirth(cursor)
        || cursor.equalsIgnoreCase(info.cursor())) {
      return;
    }
    refuse(
        plan,
        "cursor",
        "expected a cursor that moves when a row changes but '"
            + cursor
            + "' tells when it was made: changes would be missed",
        "write write: append where rows never change, else mode: full_refresh");
  }

  /** A changed row is then one that is gone and one that is new, so each sync looks for both. */
  private WriteMode.@Nullable Mirror unkeyed(StreamPlan plan) {
    Removal removal = plan.deletes() == null ? Removal.HARD : plan.deletes();
    Detection detection =
        plan.detectDeletes() == null ? Detection.EVERY_SYNC : plan.detectDeletes();
    if (removal == Removal.TOMBSTONE) {
      refuse(
          plan,
          "deletes",
          "expected a primary key for deletes 'tombstone' but the stream declares none",
          "write primary_key: [<column>], or deletes: soft");
    }
    if (detection != Detection.EVERY_SYNC) {
      refuse(
          plan,
          "detect_deletes",
          "expected detect_deletes 'every sync' for a mirror without a primary key but was '"
              + detection.word()
              + "'",
          "leave it out, or write primary_key: [<column>]");
    }
    return removal == Removal.TOMBSTONE || detection != Detection.EVERY_SYNC
        ? null
        : new WriteMode.Mirror(
            List.of(),
            null,
            ReadMode.FULL_REFRESH,
            detection,
            removal,
            plan.fuse() == null ? Fuse.DEFAULT : plan.fuse());
  }

  private boolean keyed(StreamPlan plan, List<String> keys, String word) {
    if (keys.isEmpty()) {
      refuse(
          plan,
          "write",
          "expected a primary key for write '" + word + "' but the stream declares none",
          "write primary_key: [<column>]");
    }
    return !keys.isEmpty();
  }

  private static List<String> keysOf(StreamPlan plan, StreamInfo info) {
    return plan.primaryKey() != null ? plan.primaryKey() : info.primaryKey();
  }

  /** Names must be declared where anything is; a schema without columns declares nothing. */
  private List<String> columnsOf(
      StreamPlan plan, StreamInfo info, String field, List<String> names) {
    List<String> real = new ArrayList<>();
    List<String> declared = info.schema().columns().stream().map(RowSchema.Column::name).toList();
    for (String name : names) {
      Optional<String> match =
          declared.stream()
              .filter(column -> column.equals(name))
              .findFirst()
              .or(() -> declared.stream().filter(name::equalsIgnoreCase).findFirst());
      if (match.isEmpty() && !declared.isEmpty() && !info.primaryKey().contains(name)) {
        refuse(
            plan,
            field,
            "expected a column of '" + info.name() + "' but was '" + name + "'",
            "write one of " + String.join(", ", declared));
      }
      real.add(match.orElse(name));
    }
    return real;
  }

  private static List<String> withNeeded(
      List<String> columns, List<String> keys, @Nullable String cursor) {
    List<String> all = new ArrayList<>(columns);
    for (String key : keys) {
      if (!all.contains(key)) {
        all.add(key);
      }
    }
    if (cursor != null && !all.contains(cursor)) {
      all.add(cursor);
    }
    return all;
  }

  private void refuse(StreamPlan plan, String field, String message, String fix) {
    problems.add(new Problem("plan.stream", "/streams/" + plan.name() + "/" + field, message, fix));
  }
}
