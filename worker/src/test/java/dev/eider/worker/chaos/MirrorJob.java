package dev.eider.worker.chaos;

import dev.eider.plan.StreamPlan;
import dev.eider.plan.SyncPlan;
import dev.eider.plan.WriteWord;
import dev.eider.worker.rig.Plans;
import java.nio.file.Path;
import java.util.List;

/**
 * A DuckDB file into another, mirrored: of its orders a few go for good, a few come back a round
 * later, and a few go and come between two syncs. Each eighth round begins anew.
 */
final class MirrorJob implements Job {
  private static final int ADDED = 20_000;
  private static final int ROUNDS = 8;

  /** One order in so many changes; primes, so that each meets each. */
  private static final int CHANGED = 17;

  private static final int GOES = 29; // far below the fuse of one in ten
  private static final int GOES_AND_COMES = 31;

  private final Disk disk;
  private final Shop shop;
  private int round;
  private int series;
  private long written;
  private long gone;

  MirrorJob(Disk disk, Path folder) {
    this.disk = disk;
    this.shop = new Shop(folder, "market");
  }

  @Override
  public String word() {
    return "file-mirror";
  }

  @Override
  public SyncPlan next() {
    int at = round % ROUNDS;
    if (at == 0) {
      disk.delete(destination());
      series++;
      shop.opens();
      written = 0;
    }
    int first = at * ADDED;
    String day = "TIMESTAMP '2024-01-01' + to_days(" + round + ")";
    String come = "INSERT INTO orders SELECT i, 'title ' || i, i / 4, %s FROM range(%d, %d) t(i)";
    shop.changes(
        (come + " WHERE i %% %d = %d AND i %% 2 = 0")
            .formatted(day, 0, Math.max(0, first - ADDED), GOES, Math.max(0, at - 1)),
        "UPDATE orders SET title = title || '!', updated_at = %s WHERE id %% %d = %d"
            .formatted(day, CHANGED, at),
        "DELETE FROM orders WHERE id %% %d = %d".formatted(GOES, at),
        "DELETE FROM orders WHERE id %% %d = %d".formatted(GOES_AND_COMES, at),
        (come + " WHERE i %% %d = %d AND i %% %d <> %d ON CONFLICT DO NOTHING")
            .formatted(day, 0, first, GOES_AND_COMES, at, GOES, at),
        come.formatted(day, first, first + ADDED));
    written += shop.changedSince(day);
    round++;
    gone = shop.gone();
    return Plans.plan(
        word() + "-" + series,
        shop.plan(),
        destination(),
        SyncPlan.Pace.DEFAULT,
        new StreamPlan(Shop.ORDERS, null, WriteWord.MIRROR, null, null, null, null, null));
  }

  @Override
  public long rows() {
    int before = (round - 1) % ROUNDS * ADDED;
    return ADDED + before / CHANGED;
  }

  /** The first round deletes nothing. */
  @Override
  public boolean isTried() {
    return round > 1;
  }

  @Override
  public long gone() {
    return gone;
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
