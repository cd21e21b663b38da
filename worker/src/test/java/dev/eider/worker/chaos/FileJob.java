package dev.eider.worker.chaos;

import dev.eider.plan.SyncPlan;
import dev.eider.worker.rig.Plans;
import java.nio.file.Path;
import java.util.List;

/** A DuckDB file into another, upserted by key; each sixth round begins anew. */
final class FileJob implements Job {
  private static final int ADDED = 60_000;
  private static final int CHANGED = 5_000;
  private static final int ROUNDS = 6;

  private final Disk disk;
  private final Shop shop;
  private int round;
  private int series;
  private long written;

  FileJob(Disk disk, Path folder) {
    this.disk = disk;
    this.shop = new Shop(folder, "shop");
  }

  @Override
  public String word() {
    return "file-upsert";
  }

  @Override
  public SyncPlan next() {
    if (round % ROUNDS == 0) {
      disk.delete(destination());
      series++;
      shop.opens();
      written = 0;
    }
    int first = round % ROUNDS * ADDED;
    int share = Math.max(1, first / CHANGED);
    String day = "TIMESTAMP '2024-01-01' + to_days(" + round + ")";
    shop.changes(
        "UPDATE orders SET title = title || '!', updated_at = %s WHERE id %% %d = %d"
            .formatted(day, share, round % share),
        "INSERT INTO orders SELECT i, 'title ' || i, i / 4, %s + to_microseconds(i)".formatted(day)
            + " FROM range(%d, %d) t(i)".formatted(first, first + ADDED));
    written += shop.changedSince(day);
    round++;
    return Plans.plan(word() + "-" + series, shop.plan(), destination(), SyncPlan.Pace.DEFAULT);
  }

  @Override
  public long rows() {
    return round % ROUNDS == 1 ? ADDED : ADDED + CHANGED;
  }

  @Override
  public long written() {
    return written;
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
  public List<String> streams() {
    return List.of(Shop.ORDERS);
  }

  @Override
  public Difference difference() {
    return shop.differenceFrom(destination());
  }
}
