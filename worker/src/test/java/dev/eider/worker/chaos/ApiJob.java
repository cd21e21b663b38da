package dev.eider.worker.chaos;

import dev.eider.plan.StreamPlan;
import dev.eider.plan.SyncPlan;
import dev.eider.worker.rig.Plans;
import dev.eider.worker.rig.RecordsApi;
import dev.eider.worker.rig.Warehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** An HTTP API into DuckDB, upserted or appended. */
final class ApiJob implements Job {
  static final int PER_PAGE = 1_000;
  static final int CHUNK_PAGES = 5;

  private static final Duration PAGE = Duration.ofMillis(60);
  private static final long FIRST = 30_000;
  private static final long MORE = 15_000;
  private static final int ROUNDS_OF_UPSERT = 4;

  private final boolean appends;
  private final Disk disk;
  private final String token;
  private final List<String> lists;
  private final RecordsApi api = RecordsApi.of(FIRST).slow(PAGE);
  private final Wire wire = Wire.to(api.root());
  private int round;
  private int series;
  private long rows;
  private int firstAsked;
  private long known;

  /** Requests that a late worker may have made: what they read twice tells nothing. */
  private final BitSet ignored = new BitSet();

  private ApiJob(boolean appends, Disk disk, String token, List<String> lists) {
    this.appends = appends;
    this.disk = disk;
    this.token = token;
    this.lists = lists;
  }

  /** Two streams of one destination, read by cursor; each fourth round begins anew. */
  static ApiJob upserting(Disk disk, String token) {
    return new ApiJob(false, disk, token, List.of("payments", "entries"));
  }

  /** One stream whose rows show a batch that was loaded twice; each round begins anew. */
  static ApiJob appending(Disk disk, String token) {
    return new ApiJob(true, disk, token, List.of("notes"));
  }

  RecordsApi api() {
    return api;
  }

  Wire wire() {
    return wire;
  }

  @Override
  public String word() {
    return appends ? "api-append" : "api-upsert";
  }

  @Override
  public SyncPlan next() {
    boolean anew = round % (appends ? 1 : ROUNDS_OF_UPSERT) == 0;
    if (anew) {
      disk.delete(destination());
      series++;
    }
    if (round > 0) {
      api.grow(anew ? FIRST - api.count() : MORE);
    }
    known = anew ? 0 : api.count() - MORE;
    rows = (anew ? FIRST : MORE) * lists.size();
    round++;
    StreamPlan[] streams =
        lists.stream()
            .map(list -> appends ? Plans.appending(list) : StreamPlan.of(list))
            .toArray(StreamPlan[]::new);
    return Plans.plan(
        word() + "-" + series,
        Plans.api(wire.root(), token, PER_PAGE, lists.toArray(String[]::new)),
        destination(),
        Plans.chunksOf(CHUNK_PAGES),
        streams);
  }

  @Override
  public void begins() {
    firstAsked = api.requests();
  }

  @Override
  public Runnable visited() {
    int from = api.requests();
    return () -> {
      synchronized (ignored) {
        ignored.set(from, api.requests() + 1);
      }
    };
  }

  @Override
  public List<String> streams() {
    return lists;
  }

  @Override
  public long rows() {
    return rows;
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
    return !appends;
  }

  @Override
  public Difference difference() {
    Warehouse warehouse = new Warehouse(destination());
    return lists.stream()
        .map(list -> warehouse.against(api, list, (all, copy) -> difference(warehouse, all, copy)))
        .reduce(Difference.NONE, Difference::plus);
  }

  private Difference difference(Warehouse warehouse, String original, String copy) {
    String before = "SELECT i AS id FROM range(1, " + (known + 1) + ") t(i)";
    return Difference.between(warehouse::rows, original, copy, before);
  }

  @Override
  public long written() {
    return api.count();
  }

  @Override
  public double readAgain() {
    long longest = lists.stream().mapToLong(this::longestStepBack).max().orElse(0);
    return (double) longest / (CHUNK_PAGES * PER_PAGE);
  }

  private long longestStepBack(String list) {
    List<RecordsApi.Asked> asked = List.copyOf(api.asked());
    long longest = 0;
    long end = 0;
    for (int i = firstAsked; i < asked.size(); i++) {
      RecordsApi.Asked one = asked.get(i);
      if (one.list().equals(list) && counts(i)) {
        long first = first(one.query());
        longest = Math.max(longest, end - first);
        end = first + PER_PAGE;
      }
    }
    return longest;
  }

  private boolean counts(int request) {
    synchronized (ignored) {
      return !ignored.get(request);
    }
  }

  /** How many records come before those that were asked for. */
  private static long first(Map<String, String> query) {
    if (query.containsKey("starting_after")) {
      return Long.parseLong(query.get("starting_after"));
    }
    Instant since = Instant.parse(query.getOrDefault("since", RecordsApi.EPOCH.toString()));
    return Math.max(0, since.getEpochSecond() - RecordsApi.EPOCH.getEpochSecond() - 1);
  }

  @Override
  public void close() {
    wire.close();
    api.close();
  }
}
