package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

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
    Databases.SHARED.leave(first);
    Databases.SHARED.leave(second);
    Databases.SHARED.closeIdle();
  }

  @Test
  void aWriterTakesTheFileOverFromReadersThatAreDone() {
    LocalFile file = new LocalFile(folder.resolve("a.duckdb"), LocalFile.MEMORY);
    Sql.run(file.path(), "CREATE TABLE t (i INTEGER)");
    Database reader = Databases.SHARED.enter(file, true);
    Databases.SHARED.leave(reader);

    Database writer = Databases.SHARED.enter(file, false);

    assertThat(reader.readOnly()).isTrue();
    assertThat(writer.readOnly()).isFalse();
    Databases.SHARED.leave(writer);
    Databases.SHARED.closeIdle();
  }
}
