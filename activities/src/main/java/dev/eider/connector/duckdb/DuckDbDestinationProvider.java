package dev.eider.connector.duckdb;

import com.google.auto.service.AutoService;
import dev.eider.destination.Destination;
import dev.eider.destination.DestinationProvider;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.Described;
import dev.eider.plan.Spec;
import dev.eider.secret.Settings;
import java.util.List;
import java.util.Set;

/** Destination type {@code duckdb}. */
@AutoService({DestinationProvider.class, Described.class})
public final class DuckDbDestinationProvider implements DestinationProvider {

  @Override
  public String name() {
    return Options.DUCKDB;
  }

  @Override
  public Spec spec() {
    return new Spec(
        "Tables in a DuckDB file.",
        List.of(Options.PATH, Options.SCHEMA, Options.MEMORY_TO_WRITE),
        """
        destination:
          type: duckdb
          path: warehouse.duckdb
        """);
  }

  @Override
  public Destination open(Settings settings) {
    return new DuckDbDestination(Options.file(settings), Options.schema(settings));
  }

  @Override
  public Set<BatchFormat> formats() {
    return Options.FORMATS;
  }
}
