package dev.eider.connector.duckdb;

import dev.eider.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A batch file attached to an open database under a name nobody else has. */
final class Attachment implements AutoCloseable {
  static final String BATCH = "batch";
  private static final Logger LOG = LoggerFactory.getLogger(Attachment.class);
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final long PATIENCE_MILLIS = 60_000;
  private static final long GLANCE_MILLIS = 2;

  private final Lease lease;
  private final String name = "eider_batch_" + NUMBERS.incrementAndGet();
  private final @Nullable Path written;

  private Attachment(Lease lease, Path file, String mode, @Nullable Path written) {
    this.lease = lease;
    this.written = written;
    run("ATTACH " + Names.literal(file.toString()) + " AS " + Names.quoted(name) + mode);
  }

  static Attachment reading(Lease lease, Path file) {
    return new Attachment(lease, file, " (READ_ONLY)", null);
  }

  /** A new file, also where the database itself was opened to be read only. */
  static Attachment writing(Lease lease, Path file) {
    return new Attachment(lease, file, " (READ_WRITE)", file);
  }

  Schema schema() {
    return new Schema(name, "main");
  }

  private void run(String sql) {
    lease.read(
        session -> {
          session.script(sql);
          return true;
        });
  }

  /** Lets go of the file; what was written to it is in it, and it stays as it is. */
  @Override
  public void close() {
    try {
      run("DETACH " + Names.quoted(name));
    } catch (Fault e) {
      if (written != null) {
        throw e;
      }
      LOG.warn("a batch file stays attached until its database closes", e);
    }
    if (written != null) {
      awaitWhole(written);
    }
  }

  /**
   * A query of another stream that walks over all catalogs holds on to this one until it ends; only
   * then does the engine move the write-ahead log into the file. Whoever took the checksum before
   * would find another file later.
   */
  private static void awaitWhole(Path file) {
    Path log = file.resolveSibling(file.getFileName() + ".wal");
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (Files.exists(log)) {
      if (System.nanoTime() - end >= 0) {
        throw unwritten(file);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw unwritten(file);
      }
    }
  }

  private static Fault unwritten(Path file) {
    return Faults.unavailable(
        "duckdb.batch_unwritten",
        file.toString(),
        "expected the batch to be in its file but its write-ahead log is still there",
        "free space there if the disk is full; the chunk is read again",
        null);
  }
}
