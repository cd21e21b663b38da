package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.check.CheckSteps;
import dev.eider.destination.Destinations;
import dev.eider.embedding.Embedders;
import dev.eider.event.SyncListener;
import dev.eider.outcome.Problem;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamPlan;
import dev.eider.plan.SyncPlan;
import dev.eider.plan.WriteWord;
import dev.eider.secret.Secrets;
import dev.eider.source.Sources;
import dev.eider.vector.VectorStores;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NotesTest {
  @TempDir Path home;

  @Test
  void notesThatNoKeyIsDeclared() {
    assertThat(notes(null, null)).hasSize(2).first().asString().contains("no key is declared");
  }

  @Test
  void notesNothingTheSyncFileHasSettled() {
    assertThat(notes(List.of("code"), null)).singleElement().asString().contains("no cursor");
    assertThat(notes(List.of("code"), "day")).isEmpty();
  }

  @Test
  void notesNoFullReadToWhoAskedForOneOrForAMirror() {
    assertThat(notes(List.of("code"), null, ReadMode.FULL_REFRESH, null)).isEmpty();
    assertThat(notes(List.of("code"), null, null, WriteWord.MIRROR)).isEmpty();
  }

  private List<String> notes(@Nullable List<String> key, @Nullable String cursor) {
    return notes(key, cursor, null, null);
  }

  private List<String> notes(
      @Nullable List<String> key,
      @Nullable String cursor,
      @Nullable ReadMode mode,
      @Nullable WriteWord write) {
    Path shop = home.resolve("shop.duckdb");
    Sql.run(shop, "CREATE OR REPLACE TABLE orders (code VARCHAR, day DATE)");
    StreamPlan orders = new StreamPlan("orders", mode, write, key, cursor, null, null, null);
    SyncPlan plan =
        new SyncPlan(
            "shop",
            new ConnectorPlan("duckdb", Map.of("path", shop.toString())),
            new ConnectorPlan("duckdb", Map.of("path", home.resolve("b.duckdb").toString())),
            List.of(orders),
            false,
            SyncPlan.Pace.DEFAULT);
    CheckSteps steps =
        new CheckSteps(
            new CheckSteps.Connectors(
                new Sources(), new Destinations(), new Embedders(), new VectorStores()),
            new Secrets(List.of()),
            new CheckSteps.Installation(home, "eider", () -> false),
            new SyncListener() {});
    return steps.resolve(plan).notes().stream().map(Problem::message).toList();
  }
}
