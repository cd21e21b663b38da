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

/** Source type {@code duckdb}. */
@AutoService({SourceProvider.class, Described.class})
public final class DuckDbSourceProvider implements SourceProvider {

  @Override
  public String name() {
    return Options.DUCKDB;
  }

  @Override
  public Spec spec() {
    return new Spec(
        "Tables and views of a DuckDB file.",
        List.of(Options.PATH, Options.SCHEMAS, Options.VIEWS, Options.MEMORY_TO_READ),
        """
        source:
          type: duckdb
          path: shop.duckdb
        """);
  }

  @Override
  public Source open(Settings settings) {
    return new DuckDbSource(
        Options.file(settings),
        settings.optionalText("schema").orElse(null),
        settings.flag("views"),
        DuckDbSource.Limits.DEFAULT,
        settings.home());
  }

  @Override
  public Set<BatchFormat> formats() {
    return Options.FORMATS;
  }

  /** With more memory it is the same file. */
  @Override
  public Set<String> incidental() {
    return Set.of(Options.MEMORY_TO_READ.name());
  }

  @Override
  public String sourceName(Settings settings) {
    return "source-duckdb";
  }
}
