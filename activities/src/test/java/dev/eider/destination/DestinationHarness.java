package dev.eider.destination;

import dev.eider.destination.Destination.Batch;
import dev.eider.destination.Destination.Run;
import dev.eider.outcome.Counts;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.Position;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.record.FieldType;
import dev.eider.record.RowSchema;
import dev.eider.record.StagedBatch;
import dev.eider.step.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** A destination to try, and how rows get there. */
public abstract class DestinationHarness {
  protected static final WriteMode UPSERT = new WriteMode.Upsert(List.of("id"), null);
  protected static final WriteMode NEWER = new WriteMode.Upsert(List.of("id"), "at");
  protected static final WriteMode APPEND = new WriteMode.Append();
  protected static final WriteMode OVERWRITE = new WriteMode.Overwrite();
  protected static final Run RUN = new Run("shop", "source-shop", "f1", "run-1");
  protected static final RowSchema SCHEMA =
      new RowSchema(
          List.of(
              new RowSchema.Column("id", new FieldType.Int64()),
              new RowSchema.Column("name", new FieldType.Text()),
              new RowSchema.Column("at", new FieldType.TimestampTz())),
          "{\"type\":\"object\"}");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  protected Path folder;

  private int batches;

  /** A new hold on the same place. */
  protected abstract Destination destination();

  /**
   * A table's rows in order of id: the data columns, and {@code _eider_deleted_at} where it has
   * one.
   */
  protected abstract List<Map<String, @Nullable Object>> rows(String table);

  /** Another run of the same sync. */
  protected static Run run(String id) {
    return new Run("shop", "source-shop", "f1", id);
  }

  protected static StreamTask task(WriteMode write) {
    return task("people", write, "people");
  }

  protected static StreamTask task(String stream, WriteMode write, String table) {
    return new StreamTask(
        stream,
        write instanceof WriteMode.Overwrite ? ReadMode.FULL_REFRESH : ReadMode.INCREMENTAL,
        write,
        null,
        Duration.ZERO,
        table,
        null,
        "schema",
        BatchFormat.NDJSON);
  }

  protected Checkpoint.Opened open(Run run, WriteMode write) {
    try (Destination destination = destination()) {
      return destination.open(run, task(write), SCHEMA, false, false);
    }
  }

  protected void close(Run run, WriteMode write, long generation, @Nullable String state) {
    try (Destination destination = destination()) {
      destination.close(run, task(write), generation, Position.end(state), false);
    }
  }

  protected Counts load(WriteMode write, long generation, int chunk, String... lines) {
    return load(task(write), SCHEMA, generation, chunk, lines);
  }

  /** Loads lines; quotes may be single ones. */
  protected Counts load(
      StreamTask task, RowSchema schema, long generation, int chunk, String... lines) {
    Position reached = Position.within("{\"cursor\":" + chunk + "}", "{\"page\":" + chunk + "}");
    Batch batch =
        new Batch(
            "shop", "source-shop", task, generation, chunk, 1, staged(schema, lines), reached);
    try (Destination destination = destination()) {
      return destination.load(batch);
    }
  }

  protected StagedBatch staged(RowSchema schema, String... lines) {
    Path file = folder.resolve("batch-" + batches++ + ".ndjson");
    try {
      Files.writeString(file, String.join("\n", lines).replace('\'', '"') + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new StagedBatch(file, BatchFormat.NDJSON, schema, lines.length, 1_700_000_000_000L);
  }

  protected List<@Nullable Object> names() {
    List<@Nullable Object> names = new ArrayList<>();
    rows("people").forEach(row -> names.add(row.get("name")));
    return names;
  }
}
