package dev.eider.worker.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.SyncPlan;
import dev.eider.worker.rig.Plans;
import dev.eider.worker.rig.Warehouse;
import java.nio.file.Path;
import java.util.Map;

/** A DuckDB file into another, upserted by key; each sixth round begins anew. */
final class FileJob implements Job {
  private static final int ADDED = 60_000;
  private static final int CHANGED = 5_000;
  private static final int ROUNDS = 6;
  private static final String COPY = "shop_main_orders";
  private static final String COLUMNS = "id, title, total, updated_at";

  private final Disk disk;
  private final Path shop;
  private int round;
  private int series;

  FileJob(Disk disk, Path folder) {
    this.disk = disk;
    this.shop = folder.resolve("shop.duckdb");
  }

  @Override
  public String word() {
    return "file-upsert";
  }

  @Override
  public SyncPlan next() {
    Warehouse source = new Warehouse(shop);
    if (round % ROUNDS == 0) {
      disk.delete(destination());
      series++;
      source.run(
          "CREATE OR REPLACE TABLE orders (id BIGINT PRIMARY KEY, title VARCHAR,"
              + " total DECIMAL(18, 2), updated_at TIMESTAMP)");
    }
    int first = round % ROUNDS * ADDED;
    String day = "TIMESTAMP '2024-01-01' + to_days(" + round + ")";
    source.run(
        "UPDATE orders SET title = title || '!', updated_at = %s WHERE id %% %d = %d"
            .formatted(day, Math.max(1, first / CHANGED), round % Math.max(1, first / CHANGED)));
    source.run(
        "INSERT INTO orders SELECT i, 'title ' || i, i / 4, %s + to_microseconds(i)".formatted(day)
            + " FROM range(%d, %d) t(i)".formatted(first, first + ADDED));
    round++;
    return Plans.plan(
        word() + "-" + series,
        new ConnectorPlan("duckdb", Map.of("path", shop.toString(), "schema", "main")),
        destination(),
        SyncPlan.Pace.DEFAULT);
  }

  @Override
  public long rows() {
    return round % ROUNDS == 1 ? ADDED : ADDED + CHANGED;
  }

  @Override
  public Disk disk() {
    return disk;
  }

  @Override
  public Path destination() {
    return disk.folder().resolve(word() + "-" + series + ".duckdb");
  }

  @Override
  public boolean startsAgain() {
    return true;
  }

  @Override
  public void isWhole() {
    String name = destination().getFileName().toString().replace(".duckdb", "");
    Warehouse warehouse = new Warehouse(destination());
    String copy = "SELECT " + COLUMNS + " FROM \"" + name + "\".main." + COPY;
    String original = "SELECT " + COLUMNS + " FROM shop.main.orders";
    assertThat(warehouse.with(shop, copy + " EXCEPT ALL " + original + " LIMIT 3"))
        .as("too many in %s", word())
        .isEmpty();
    assertThat(warehouse.with(shop, original + " EXCEPT ALL " + copy + " LIMIT 3"))
        .as("missing in %s", word())
        .isEmpty();
    String stream = warehouse.row("SELECT DISTINCT stream FROM _eider_ledger").getFirst();
    warehouse.hasEachBatchOnce(stream);
    warehouse.standsWhereTheLastBatchEnded(stream);
  }
}
