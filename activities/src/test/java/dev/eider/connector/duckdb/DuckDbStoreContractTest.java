package dev.eider.connector.duckdb;

import dev.eider.vector.VectorStore;
import dev.eider.vector.VectorStoreContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

final class DuckDbStoreContractTest extends VectorStoreContract {
  @TempDir Path folder;

  @Override
  protected VectorStore store() {
    return new VectorTables(
        new LocalFile(folder.resolve("search.duckdb"), null),
        "main",
        new VectorIndex(false, Optional.empty()));
  }
}
