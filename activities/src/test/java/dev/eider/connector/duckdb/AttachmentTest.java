package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AttachmentTest {
  private static final String ATTACHED =
      "SELECT count(*) FROM duckdb_databases() WHERE database_name LIKE 'eider_batch_%'";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void aBatchIsWholeWhenItIsClosedAlthoughAQueryOverAllCatalogsHoldsIt() {
    Path batch = folder.resolve("rows");
    Path log = folder.resolve("rows.wal");
    try (Lease lease = new Lease(source(), true)) {
      Attachment file = Attachment.writing(lease, batch);
      boolean left =
          lease.read(
              session -> {
                session.script("BEGIN");
                session.query("SELECT table_name FROM duckdb_tables()");
                CompletableFuture<Boolean> closed = writtenAndClosed(lease, file, log);
                while (!closed.isDone() && lease.read(other -> other.number(ATTACHED)) > 0) {
                  Thread.onSpinWait();
                }
                boolean held = Files.exists(log);
                session.script("COMMIT");
                boolean after = closed.join();
                assertThat(held).as("the query held the file").isTrue();
                return after;
              });

      assertThat(left).as("a log is left beside the closed batch").isFalse();
      assertThat(Sql.texts(batch, "SELECT count(*) FROM batch")).containsExactly("1000");
    }
    Databases.SHARED.closeIdle();
  }

  /** Tells whether there was a log left right after the batch had been closed. */
  private static CompletableFuture<Boolean> writtenAndClosed(
      Lease lease, Attachment file, Path log) {
    lease.read(
        session -> {
          session.script(
              "CREATE TABLE "
                  + file.schema().table("batch")
                  + " AS SELECT i FROM range(1000) t(i)");
          return true;
        });
    return CompletableFuture.supplyAsync(
        () -> {
          file.close();
          return Files.exists(log);
        });
  }

  private LocalFile source() {
    Path path = folder.resolve("source.duckdb");
    Sql.run(path, "CREATE TABLE orders (id INTEGER)");
    return new LocalFile(path, LocalFile.MEMORY);
  }
}
