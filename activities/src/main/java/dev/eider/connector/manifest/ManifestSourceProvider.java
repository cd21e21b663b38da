package dev.eider.connector.manifest;

import com.google.auto.service.AutoService;
import dev.eider.plan.Described;
import dev.eider.plan.Spec;
import dev.eider.secret.Settings;
import dev.eider.source.Source;
import dev.eider.source.SourceProvider;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** Opens HTTP APIs described by a declarative manifest. */
@AutoService({SourceProvider.class, Described.class})
public final class ManifestSourceProvider implements SourceProvider {

  @Override
  public String name() {
    return "manifest";
  }

  @Override
  public Spec spec() {
    return new Spec(
        "any HTTP API described by an Airbyte-style declarative manifest",
        List.of(
            new Spec.Field(
                "manifest", Spec.Type.DOCUMENT, true, null, "the manifest, or the file it is in"),
            new Spec.Field(
                "config",
                Spec.Type.MAP,
                false,
                "nothing",
                "what the manifest's spec asks for; a secret that is missing here is looked up as"
                    + " <NAME>_<FIELD>"),
            new Spec.Field(
                "rewrite",
                Spec.Type.MAP,
                false,
                "nothing",
                "URL prefixes to replace, for test servers and proxies"),
            new Spec.Field(
                "name",
                Spec.Type.TEXT,
                false,
                "the manifest's own name, its file's name, or the API's host",
                "what the connector is called in state tables and secret names")),
        """
        source:
          type: manifest
          name: rick-and-morty
          manifest: ./rick_and_morty.yaml
        """);
  }

  @Override
  public Source open(Settings settings) {
    return ManifestSource.open(settings, Clock.systemUTC());
  }

  @Override
  public String sourceName(Settings settings) {
    return "source-" + ManifestOptions.of(settings).name();
  }

  @Override
  public Set<String> incidental() {
    return Set.of("manifest", "rewrite", "name");
  }
}
