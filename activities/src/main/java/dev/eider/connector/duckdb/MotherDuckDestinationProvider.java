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

/** Destination type {@code motherduck}. */
@AutoService({DestinationProvider.class, Described.class})
public final class MotherDuckDestinationProvider implements DestinationProvider {

  @Override
  public String name() {
    return Options.MOTHERDUCK;
  }

  @Override
  public Spec spec() {
    return new Spec(
        "Tables in a MotherDuck database.",
        List.of(Options.DATABASE, Options.SCHEMA, Options.TOKEN),
        """
        destination:
          type: motherduck
          database: warehouse
          token: ${secret:MOTHERDUCK_TOKEN}
        """);
  }

  @Override
  public Destination open(Settings settings) {
    return new DuckDbDestination(Options.cloud(settings), Options.schema(settings));
  }

  @Override
  public Set<BatchFormat> formats() {
    return Options.FORMATS;
  }
}
