package dev.eider.worker.chaos;

import dev.eider.outcome.SyncReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What happened, counted; its text is the suite's report. */
final class Tally {
  private static final String NOT_LOOKED_FOR = "not looked for";

  private final long began = System.nanoTime();
  private final Map<Trouble, Integer> happened = new EnumMap<>(Trouble.class);
  private final Map<String, Integer> missed = new TreeMap<>();
  private final Map<String, Integer> syncs = new TreeMap<>();
  private final Map<Trouble, List<Duration>> recoveries = new EnumMap<>(Trouble.class);
  private final List<String> reports = new ArrayList<>();
  private Difference differences = Difference.NONE;
  private String secrets = NOT_LOOKED_FOR;
  private String orphans = NOT_LOOKED_FOR;
  private long rows;
  private long gone;
  private double readAgain;
  private long underWrongClock;
  private int refused;
  private int overtaken;
  private int diedOfHeap;

  synchronized void happened(Trouble trouble) {
    happened.merge(trouble, 1, Integer::sum);
  }

  /** A trouble of the plan that was not made, and why. */
  synchronized void missed(Trouble trouble, String why) {
    missed.merge(trouble.word() + ": not run, because " + why, 1, Integer::sum);
  }

  synchronized void synced(Job job) {
    syncs.merge(job.word(), 1, Integer::sum);
    rows += job.rows();
    gone += job.gone();
    readAgain = Math.max(readAgain, job.readAgain());
  }

  synchronized void compared(Difference difference) {
    differences = differences.plus(difference);
  }

  /** Batches that were committed by a worker whose clock was wrong. */
  synchronized void underWrongClock(long batches) {
    underWrongClock += batches;
  }

  synchronized void saw(SyncReport report) {
    reports.add(report.toString());
  }

  /** At the end: places that hold a secret, and batches of syncs that ended. */
  synchronized void found(List<String> secretPlaces, List<String> orphanBatches) {
    secrets = Integer.toString(secretPlaces.size());
    orphans = Integer.toString(orphanBatches.size());
  }

  synchronized void refused() {
    refused++;
  }

  synchronized void overtaken() {
    overtaken++;
  }

  synchronized void diedOfHeap() {
    diedOfHeap++;
  }

  synchronized void recovered(Trouble after, Duration time) {
    recoveries.computeIfAbsent(after, t -> new ArrayList<>()).add(time);
  }

  synchronized int syncs() {
    return total(syncs);
  }

  synchronized long rows() {
    return rows;
  }

  synchronized double readAgain() {
    return readAgain;
  }

  synchronized int kills() {
    return total(those(Trouble::isKill));
  }

  synchronized List<String> reports() {
    return List.copyOf(reports);
  }

  synchronized Duration slowestRecovery() {
    return recoveries.values().stream()
        .flatMap(List::stream)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /**
   * One block, a fact a line.
   *
   * @param seed everything followed from
   * @param kills that were asked for
   * @param recovery the longest it should take
   */
  synchronized String text(long seed, int kills, Duration recovery) {
    List<String> lines = new ArrayList<>();
    add(lines, "seed", String.valueOf(seed));
    add(lines, "kills", kills() + " of " + kills + ": " + counted(those(Trouble::isKill)));
    add(lines, "other troubles", counted(those(trouble -> !trouble.isKill())));
    missed.forEach((what, times) -> add(lines, "", what + " (" + times + " times)"));
    add(lines, "syncs", syncs() + " " + syncs + ", " + refused + " begun again when refused");
    add(lines, "rows", rows + " added or changed at the sources, " + gone + " deleted there");
    add(lines, "rows lost", String.valueOf(differences.lost()));
    add(lines, "rows twice", String.valueOf(differences.twice()));
    add(lines, "wrongly deleted", String.valueOf(differences.wronglyDeleted()));
    add(lines, "left too long", String.valueOf(differences.left()));
    add(lines, "read again", String.format(Locale.ROOT, "at most %.1f chunks at once", readAgain));
    add(
        lines,
        "recovery",
        String.format(
            Locale.ROOT,
            "at most %.1f s; heartbeat timeout + 5 s is %d s",
            slowestRecovery().toMillis() / 1000.0,
            recovery.toSeconds()));
    recoveries.forEach((trouble, times) -> add(lines, "", spread(trouble, times)));
    add(lines, "", overtaken + " recoveries met the next trouble and were not measured");
    add(lines, "wrong clocks", underWrongClock + " batches committed by workers that had one");
    add(lines, "died of heap", diedOfHeap + " workers");
    add(lines, "secrets found", secrets);
    add(lines, "orphan staging", orphans);
    add(lines, "time", Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s");
    return "chaos\n" + String.join("\n", lines);
  }

  private static void add(List<String> lines, String what, String fact) {
    lines.add(String.format(Locale.ROOT, "  %-16s%s", what, fact));
  }

  private Map<Trouble, Integer> those(Predicate<Trouble> which) {
    Map<Trouble, Integer> some = new EnumMap<>(happened);
    some.keySet().removeIf(which.negate());
    return some;
  }

  private static int total(Map<?, Integer> counts) {
    return counts.values().stream().mapToInt(i -> i).sum();
  }

  private static String counted(Map<Trouble, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey().word() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String spread(Trouble trouble, List<Duration> times) {
    List<Duration> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return String.format(
        Locale.ROOT,
        "after %s: p50 %.1f s, p90 %.1f s, max %.1f s of %d",
        trouble.word(),
        seconds(sorted, 50),
        seconds(sorted, 90),
        seconds(sorted, 100),
        sorted.size());
  }

  private static double seconds(List<Duration> sorted, int percent) {
    int at = Math.min(sorted.size() - 1, sorted.size() * percent / 100);
    return sorted.get(at).toMillis() / 1000.0;
  }
}
