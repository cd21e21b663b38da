package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.check.CheckSteps;
import dev.eider.destination.Destinations;
import dev.eider.embedding.Embedders;
import dev.eider.event.SyncListener;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.StreamPlan;
import dev.eider.plan.SyncPlan;
import dev.eider.secret.Secrets;
import dev.eider.source.Sources;
import dev.eider.vector.VectorStores;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SameSourceTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path home;

  @Test
  void moreMemoryDoesNotMakeItAnotherSource() {
    String usual = fingerprint(Map.of());

    assertThat(fingerprint(Map.of("memory_limit", "1GB"))).isEqualTo(usual);
    assertThat(fingerprint(Map.of("memory_limit", "2GB"))).isEqualTo(usual);
  }

  @Test
  void anotherSchemaMakesItAnotherSource() {
    assertThat(fingerprint(Map.of("schema", "main"))).isNotEqualTo(fingerprint(Map.of()));
  }

  private String fingerprint(Map<String, Object> more) {
    Path shop = home.resolve("shop.duckdb");
    Sql.run(shop, "CREATE TABLE IF NOT EXISTS orders (code VARCHAR, day DATE)");
    Map<String, Object> options = new HashMap<>(more);
    options.put("path", shop.toString());
    SyncPlan plan =
        new SyncPlan(
            "shop",
            new ConnectorPlan("duckdb", options),
            new ConnectorPlan("duckdb", Map.of("path", home.resolve("b.duckdb").toString())),
            List.of(new StreamPlan("orders", null, null, null, null, null, null, null)),
            false,
            SyncPlan.Pace.DEFAULT);
    CheckSteps steps =
        new CheckSteps(
            new CheckSteps.Connectors(
                new Sources(), new Destinations(), new Embedders(), new VectorStores()),
            new Secrets(List.of()),
            new CheckSteps.Installation(home, "eider", () -> false),
            new SyncListener() {});
    return steps.resolve(plan).fingerprint();
  }
}
