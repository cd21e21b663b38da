package dev.eider.record;

import dev.eider.outcome.Problem;
import dev.eider.plan.StreamTask;
import dev.eider.step.BatchRef;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files of one batch while it is written. */
public final class BatchFiles implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Staging staging;
  private final BatchId id;
  private final Path home;
  private final StreamTask task;
  private final RowSchema schema;
  private final long startedMillis = System.currentTimeMillis();
  private final NdjsonWriter writer;
  private final SetAsideFile aside;
  private @Nullable OutputStream out;
  private long rows;
  private long page = 1;
  private long leftOut;
  private @Nullable Problem firstLeftOut;
  private boolean wroteItself;

  BatchFiles(Staging staging, BatchId id, Path home, StreamTask task, RowSchema schema) {
    this.staging = staging;
    this.id = id;
    this.home = home;
    this.task = task;
    this.schema = schema;
    this.aside = new SetAsideFile(home.resolve(Staging.SET_ASIDE));
    this.writer = new NdjsonWriter(new Lazily(), schema, task.write().keys(), task.columns());
  }

  /** Stages one row; what is wrong with it when it cannot be. */
  public Optional<Problem> row(Map<String, @Nullable Object> record) {
    return row(null, record);
  }

  /** Stages a row that was set aside before; what is still wrong with it keeps its origin. */
  void again(SetAside.Origin origin, Map<String, @Nullable Object> record) {
    var unused = row(origin, record);
  }

  private Optional<Problem> row(
      SetAside.@Nullable Origin origin, Map<String, @Nullable Object> record) {
    try {
      Optional<Problem> problem = writer.write(task.stream(), record);
      if (problem.isEmpty()) {
        rows++;
      } else {
        aside.add(task.stream(), problem.get(), origin == null ? here() : origin, record);
      }
      return problem;
    } catch (IOException e) {
      throw Staging.unavailable(home, e);
    }
  }

  /** Keeps a row that a source which writes its own file has left out of it. */
  public void aside(Map<String, @Nullable Object> record, Problem problem) {
    try {
      aside.add(task.stream(), problem, here(), record);
    } catch (IOException e) {
      throw Staging.unavailable(home, e);
    }
  }

  private SetAside.Origin here() {
    return new SetAside.Origin(
        id.generation(), id.chunk(), page, Instant.now().truncatedTo(ChronoUnit.MILLIS));
  }

  /** The next row comes from another page. */
  public void pageEnds() {
    page++;
  }

  /** Where a source that writes its own file writes it. */
  public Path file() {
    return home.resolve(Staging.ROWS);
  }

  /** The source has written its own file. */
  public void wrote(long count) {
    wroteItself = true;
    rows = count;
  }

  /** The source has left rows out of its own file that are not kept either. */
  public void leftOut(long count, Problem problem) {
    leftOut += count;
    firstLeftOut = firstLeftOut == null ? problem : firstLeftOut;
  }

  /** Rows staged so far. */
  public long rows() {
    return rows;
  }

  /** Rows set aside so far. */
  public long setAside() {
    return aside.rows() + leftOut;
  }

  /** Why the first of them was; null when none was. */
  public @Nullable Problem firstSetAside() {
    return aside.first() == null ? firstLeftOut : aside.first();
  }

  /** Bytes staged so far. */
  public long bytes() {
    try {
      return wroteItself ? Files.size(file()) : writer.bytes();
    } catch (IOException e) {
      throw Staging.unavailable(home, e);
    }
  }

  /**
   * Completes the batch; nothing when it has no rows, not even such as were set aside, unless its
   * source wrote a file of none.
   */
  public Optional<BatchRef> finish() {
    close();
    if (rows == 0 && aside.rows() == 0 && !wroteItself) {
      return Optional.empty();
    }
    try {
      if (rows == 0 && !wroteItself) {
        Files.createFile(file());
      }
      RowSchema found = wroteItself ? schema : writer.schema(schema.jsonSchema());
      return Optional.of(
          staging.finish(home, id, task.format(), new Staging.Sidecar(found, startedMillis), rows));
    } catch (IOException e) {
      throw Staging.unavailable(home, e);
    }
  }

  @Override
  public void close() {
    closeAside();
    OutputStream open = out;
    if (open == null) {
      return;
    }
    out = null;
    try {
      open.close();
    } catch (IOException e) {
      throw Staging.unavailable(home, e);
    }
  }

  private void closeAside() {
    try {
      aside.close();
    } catch (IOException e) {
      throw Staging.unavailable(home, e);
    }
  }

  /** Opens the file with the first row: a source that writes its own finds the place free. */
  private final class Lazily extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      OutputStream open = out;
      if (open == null) {
        open = new BufferedOutputStream(Files.newOutputStream(file()), BUFFER);
        out = open;
      }
      open.write(bytes, offset, length);
    }
  }
}
