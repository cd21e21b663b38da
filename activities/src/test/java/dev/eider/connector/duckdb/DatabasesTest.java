package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.fault.Fault;
import dev.eider.plan.BatchFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabasesTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void usersOfOneFileShareItWhateverTheyCallIt() {
    LocalFile direct = new LocalFile(folder.resolve("a.duckdb"), LocalFile.MEMORY);
    LocalFile winding =
        new LocalFile(folder.resolve("../" + folder.getFileName() + "/a.duckdb"), "200MB");
    Database first = Databases.SHARED.enter(direct, false);
    Database second = Databases.SHARED.enter(winding, true);

    assertThat(second).isSameAs(first);
    Databases.SHARED.leave(first, false);
    Databases.SHARED.leave(second, false);
    Databases.SHARED.closeIdle();
  }

  @Test
  void aWriterTakesTheFileOverFromReadersThatAreDone() {
    LocalFile file = new LocalFile(folder.resolve("a.duckdb"), LocalFile.MEMORY);
    Sql.run(file.path(), "CREATE TABLE t (i INTEGER)");
    Database reader = Databases.SHARED.enter(file, true);
    Databases.SHARED.leave(reader, false);

    Database writer = Databases.SHARED.enter(file, false);

    assertThat(reader.readOnly()).isTrue();
    assertThat(writer.readOnly()).isFalse();
    Databases.SHARED.leave(writer, false);
    Databases.SHARED.closeIdle();
  }

  @Test
  void aFileThatWasDeletedIsNotWrittenOn() throws IOException {
    LocalFile file = new LocalFile(folder.resolve("a.duckdb"), LocalFile.MEMORY);
    Database before = Databases.SHARED.enter(file, false);
    Databases.SHARED.leave(before, false);
    Files.delete(file.path());

    Database after = Databases.SHARED.enter(file, false);

    assertThat(after).isNotSameAs(before);
    assertThat(file.path()).exists();
    Databases.SHARED.leave(after, false);
    Databases.SHARED.closeIdle();
  }

  @Test
  void anotherFileWaitsForTheStepsOfTheOneBefore() throws IOException {
    LocalFile file = new LocalFile(folder.resolve("a.duckdb"), LocalFile.MEMORY);
    Database before = Databases.SHARED.enter(file, false);
    Files.delete(file.path());

    assertThatThrownBy(() -> Databases.SHARED.enter(file, false))
        .isInstanceOf(Fault.Unavailable.class)
        .hasMessageContaining("another lies there now");
    Databases.SHARED.leave(before, false);
    Databases.SHARED.closeIdle();
  }

  @Test
  void whatWasWrittenToADeletedFileIsNotCalledDone() {
    LocalFile file = new LocalFile(folder.resolve("a.duckdb"), LocalFile.MEMORY);
    try (Lease lease = new Lease(file, false)) {
      assertThatThrownBy(
              () ->
                  lease.write(
                      session -> {
                        session.script("CREATE TABLE t (i INTEGER)");
                        return file.path().toFile().delete();
                      }))
          .isInstanceOf(Fault.Misconfigured.class)
          .hasMessageContaining("deleted or replaced while rows were written");
    }
    Databases.SHARED.closeIdle();
  }

  @Test
  void theLastStepOfARunLetsGoOfTheFileAtOnce() {
    LocalFile file = new LocalFile(folder.resolve("a.duckdb"), LocalFile.MEMORY);
    Database database = Databases.SHARED.enter(file, false);
    Databases.SHARED.leave(database, true);

    Database next = Databases.SHARED.enter(file, false);

    assertThat(next).isNotSameAs(database);
    Databases.SHARED.leave(next, true);
  }

  @Test
  void aCopiedTableMayTakeMoreUnlessTheUserSaidHowMuch() {
    Path path = folder.resolve("a.duckdb");

    assertThat(new LocalFile(path, null).memoryFor(BatchFormat.NDJSON)).isEqualTo("160MB");
    assertThat(new LocalFile(path, null).memoryFor(BatchFormat.DUCKDB)).isEqualTo("192MB");
    assertThat(new LocalFile(path, "90MB").memoryFor(BatchFormat.DUCKDB)).isEqualTo("90MB");
  }
}
