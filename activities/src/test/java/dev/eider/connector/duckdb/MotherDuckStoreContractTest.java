package dev.eider.connector.duckdb;

import dev.eider.vector.VectorStore;
import dev.eider.vector.VectorStoreContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** MotherDuck as far as it can be tried without it: an attached database in another schema. */
final class MotherDuckStoreContractTest extends VectorStoreContract {
  @TempDir Path folder;

  @Override
  protected VectorStore store() {
    return new VectorTables(
        new AttachedFile(folder.resolve("cloud.duckdb"), "my db"),
        "search \"x\"",
        new VectorIndex(false, Optional.empty()));
  }
}
