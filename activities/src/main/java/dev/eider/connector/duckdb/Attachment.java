package dev.eider.connector.duckdb;

import dev.eider.fault.Fault;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A batch file attached to an open database under a name nobody else has. */
final class Attachment implements AutoCloseable {
  static final String BATCH = "batch";
  private static final Logger LOG = LoggerFactory.getLogger(Attachment.class);
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final Lease lease;
  private final String name = "eider_batch_" + NUMBERS.incrementAndGet();

  private Attachment(Lease lease, Path file, String mode) {
    this.lease = lease;
    run("ATTACH " + Names.literal(file.toString()) + " AS " + Names.quoted(name) + mode);
  }

  static Attachment reading(Lease lease, Path file) {
    return new Attachment(lease, file, " (READ_ONLY)");
  }

  /** A new file, also where the database itself was opened to be read only. */
  static Attachment writing(Lease lease, Path file) {
    return new Attachment(lease, file, " (READ_WRITE)");
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

  @Override
  public void close() {
    try {
      run("DETACH " + Names.quoted(name));
    } catch (Fault e) {
      LOG.warn("a batch file stays attached until its database closes", e);
    }
  }
}
