package dev.eider.record;

import dev.eider.outcome.Problem;
import dev.eider.plan.StreamTask;
import dev.eider.step.BatchRef;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
  private @Nullable OutputStream out;
  private long rows;
  private long setAside;
  private boolean wroteItself;

  BatchFiles(Staging staging, BatchId id, Path home, StreamTask task, RowSchema schema) {
    this.staging = staging;
    this.id = id;
    this.home = home;
    this.task = task;
    this.schema = schema;
    this.writer = new NdjsonWriter(new Lazily(), schema, task.write().keys(), task.columns());
  }

  /** Stages one row; what is wrong with it when it cannot be. */
  public Optional<Problem> row(Map<String, @Nullable Object> record) {
    try {
      Optional<Problem> problem = writer.write(task.stream(), record);
      if (problem.isEmpty()) {
        rows++;
      } else {
        keepAside(problem.get(), record);
      }
      return problem;
    } catch (IOException e) {
      throw Staging.unavailable(home, e);
    }
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

  /** The source has left rows out of its own file. */
  public void leftOut(long count) {
    setAside += count;
  }

  /** Rows staged so far. */
  public long rows() {
    return rows;
  }

  /** Rows set aside so far. */
  public long setAside() {
    return setAside;
  }

  /** Bytes staged so far. */
  public long bytes() {
    try {
      return wroteItself ? Files.size(file()) : writer.bytes();
    } catch (IOException e) {
      throw Staging.unavailable(home, e);
    }
  }

  /** Completes the batch; nothing when it has no rows, unless its source wrote a file of none. */
  public Optional<BatchRef> finish() {
    close();
    if (rows == 0 && !wroteItself) {
      return Optional.empty();
    }
    try {
      RowSchema found = wroteItself ? schema : writer.schema(schema.jsonSchema());
      return Optional.of(
          staging.finish(home, id, task.format(), new Staging.Sidecar(found, startedMillis), rows));
    } catch (IOException e) {
      throw Staging.unavailable(home, e);
    }
  }

  @Override
  public void close() {
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

  private void keepAside(Problem problem, Map<String, @Nullable Object> record) throws IOException {
    Path file = staging.setAside(id);
    if (setAside == 0) {
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(file);
    }
    setAside++;
    Files.write(
        file,
        NdjsonWriter.setAsideLine(problem.code(), record),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
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
