package dev.eider.connector.duckdb;

import com.google.auto.service.AutoService;
import dev.eider.plan.Described;
import dev.eider.plan.Spec;
import dev.eider.secret.Settings;
import dev.eider.vector.VectorStore;
import dev.eider.vector.VectorStoreProvider;
import java.util.List;

/** Store type {@code duckdb}. */
@AutoService({VectorStoreProvider.class, Described.class})
public final class DuckDbStoreProvider implements VectorStoreProvider {

  @Override
  public String name() {
    return Options.DUCKDB;
  }

  @Override
  public Spec spec() {
    return new Spec(
        "Vectors in a DuckDB file, a table a collection.",
        List.of(
            Options.PATH,
            Options.SCHEMA,
            Options.MEMORY_TO_SEARCH,
            VectorIndex.INDEX,
            VectorIndex.EXTENSION,
            COLLECTION),
        """
        store:
          - type: duckdb
            path: search.duckdb
        """);
  }

  @Override
  public VectorStore open(Settings settings) {
    return new VectorTables(
        Options.file(settings), Options.schema(settings), VectorIndex.of(settings));
  }
}
