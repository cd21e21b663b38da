package dev.eider.connector.duckdb;

import com.google.auto.service.AutoService;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.Described;
import dev.eider.plan.Spec;
import dev.eider.secret.Settings;
import dev.eider.source.Source;
import dev.eider.source.SourceProvider;
import java.util.List;
import java.util.Set;

/** Source type {@code motherduck}. */
@AutoService({SourceProvider.class, Described.class})
public final class MotherDuckSourceProvider implements SourceProvider {

  @Override
  public String name() {
    return Options.MOTHERDUCK;
  }

  @Override
  public Spec spec() {
    return new Spec(
        "Tables and views of a MotherDuck database.",
        List.of(Options.DATABASE, Options.SCHEMAS, Options.TOKEN, Options.VIEWS),
        """
        source:
          type: motherduck
          database: shop
          token: ${secret:MOTHERDUCK_TOKEN}
        """);
  }

  @Override
  public Source open(Settings settings) {
    return new DuckDbSource(
        Options.cloud(settings),
        settings.optionalText("schema").orElse(null),
        settings.flag("views"),
        DuckDbSource.Limits.DEFAULT,
        settings.home());
  }

  @Override
  public Set<BatchFormat> formats() {
    return Options.FORMATS;
  }

  @Override
  public String sourceName(Settings settings) {
    return "source-motherduck";
  }
}
