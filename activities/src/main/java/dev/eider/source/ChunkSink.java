package dev.eider.source;

import dev.eider.event.SyncListener;
import dev.eider.outcome.Problem;
import dev.eider.plan.SyncPlan;
import dev.eider.pulse.Pulse;
import dev.eider.record.BatchFiles;
import dev.eider.record.RowSink;
import dev.eider.step.Extract;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes the rows of one chunk and says when it is full. */
final class ChunkSink implements RowSink {
  private final Extract.Request request;
  private final BatchFiles batch;
  private final BatchFiles gone;
  private final Pulse pulse;
  private final SyncListener listener;
  private final long startedNanos = System.nanoTime();
  private long pages;
  private long rowsBefore;
  private long bytesBefore;
  private @Nullable Long total;
  private @Nullable String note;

  ChunkSink(
      Extract.Request request,
      BatchFiles batch,
      BatchFiles gone,
      Pulse pulse,
      SyncListener listener) {
    this.request = request;
    this.batch = batch;
    this.gone = gone;
    this.pulse = pulse;
    this.listener = listener;
  }

  long pages() {
    return pages;
  }

  /** How many rows the whole read has; null unless the source said so in this chunk. */
  @Nullable Long total() {
    return total;
  }

  @Nullable String note() {
    return note;
  }

  @Override
  public void note(String text) {
    note = text;
  }

  @Override
  public void total(long rows) {
    total = rows;
  }

  @Override
  public void row(Map<String, @Nullable Object> record) {
    Optional<Problem> problem = batch.row(record);
    if (problem.isPresent()) {
      listener.rowSetAside(request.sync(), request.task().stream(), problem.get());
    }
  }

  @Override
  public Path file() {
    return batch.file();
  }

  @Override
  public void wrote(long rows) {
    batch.wrote(rows);
  }

  @Override
  public Path goneFile() {
    return gone.file();
  }

  @Override
  public void wroteGone(long keys) {
    gone.wrote(keys);
  }

  @Override
  public void setAside(Map<String, @Nullable Object> record, Problem problem) {
    batch.aside(record, problem);
    listener.rowSetAside(request.sync(), request.task().stream(), problem);
  }

  @Override
  public void setAside(long rows, Problem problem) {
    batch.leftOut(rows, problem);
    listener.rowSetAside(request.sync(), request.task().stream(), problem);
  }

  @Override
  public boolean pageDone(String what) {
    pages++;
    batch.pageEnds();
    pulse.moved(what + ", " + batch.rows() + " rows in this chunk");
    listener.pageRead(
        request.sync(),
        request.task().stream(),
        batch.rows() - rowsBefore,
        batch.bytes() - bytesBefore);
    rowsBefore = batch.rows();
    bytesBefore = batch.bytes();
    SyncPlan.Pace pace = request.pace();
    return pages >= pace.chunkPages()
        || batch.bytes() >= pace.chunkBytes()
        || System.nanoTime() - startedNanos >= pace.chunkTime().toNanos();
  }

  @Override
  public void waiting(String why) {
    pulse.moved(why);
  }
}
