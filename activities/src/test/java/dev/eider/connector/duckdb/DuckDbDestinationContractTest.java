package dev.eider.connector.duckdb;

import dev.eider.destination.Destination;
import dev.eider.destination.RecallContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class DuckDbDestinationContractTest extends RecallContract {

  @Override
  protected Destination destination() {
    return new DuckDbDestination(new LocalFile(file(), LocalFile.MEMORY), "main");
  }

  @Override
  protected List<Map<String, @Nullable Object>> rows(String table) {
    boolean there =
        !Sql.query(file(), "SELECT 1 FROM duckdb_tables() WHERE table_name = '" + table + "'")
            .isEmpty();
    return there
        ? Sql.query(
            file(),
            "SELECT * EXCLUDE (_airbyte_raw_id, _airbyte_extracted_at, _airbyte_meta) FROM "
                + Names.quoted(table)
                + " ORDER BY id")
        : List.of();
  }

  private Path file() {
    return folder.resolve("warehouse.duckdb");
  }
}
