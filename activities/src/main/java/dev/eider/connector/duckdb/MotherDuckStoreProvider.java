package dev.eider.connector.duckdb;

import com.google.auto.service.AutoService;
import dev.eider.plan.Described;
import dev.eider.plan.Spec;
import dev.eider.secret.Settings;
import dev.eider.vector.VectorStore;
import dev.eider.vector.VectorStoreProvider;
import java.util.List;
import java.util.Optional;

/** Store type {@code motherduck}. */
@AutoService({VectorStoreProvider.class, Described.class})
public final class MotherDuckStoreProvider implements VectorStoreProvider {

  @Override
  public String name() {
    return Options.MOTHERDUCK;
  }

  @Override
  public Spec spec() {
    return new Spec(
        "Vectors in a MotherDuck database, a table a collection.",
        List.of(Options.DATABASE, Options.SCHEMA, Options.TOKEN, COLLECTION),
        """
        store:
          - type: motherduck
            database: search
            token: ${secret:MOTHERDUCK_TOKEN}
        """);
  }

  @Override
  public VectorStore open(Settings settings) {
    return new VectorTables(
        Options.cloud(settings),
        Options.schema(settings),
        new VectorIndex(false, Optional.empty()));
  }
}
