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
import java.util.stream.Collectors;

/** What happened, counted; its text is the suite's report. */
final class Tally {
  private final Map<Trouble, Integer> happened = new EnumMap<>(Trouble.class);
  private final Map<String, Integer> missed = new TreeMap<>();
  private final Map<String, Integer> syncs = new TreeMap<>();
  private final Map<Trouble, List<Duration>> recoveries = new EnumMap<>(Trouble.class);
  private final List<String> reports = new ArrayList<>();
  private long rows;
  private long readAgain;
  private int refused;
  private int overtaken;
  private int diedOfHeap;
  private boolean cutShort;

  synchronized void happened(Trouble trouble) {
    happened.merge(trouble, 1, Integer::sum);
  }

  /** A trouble of the plan that could not be made, and why. */
  synchronized void missed(Trouble trouble, String why) {
    missed.merge(trouble.word() + ": " + why, 1, Integer::sum);
  }

  synchronized void synced(Job job) {
    syncs.merge(job.word(), 1, Integer::sum);
    rows += job.rows();
    readAgain = Math.max(readAgain, job.readAgain().orElse(0L));
  }

  synchronized void saw(SyncReport report) {
    reports.add(report.toString());
  }

  synchronized void refused() {
    refused++;
  }

  /** The plan was not made to its end: time was up. */
  synchronized void cutShort() {
    cutShort = true;
  }

  synchronized boolean isCutShort() {
    return cutShort;
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
    return syncs.values().stream().mapToInt(i -> i).sum();
  }

  synchronized long rows() {
    return rows;
  }

  synchronized long readAgain() {
    return readAgain;
  }

  synchronized int kills() {
    return happened.entrySet().stream()
        .filter(entry -> entry.getKey().isKill())
        .mapToInt(Map.Entry::getValue)
        .sum();
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

  synchronized String text(long seed) {
    List<String> lines = new ArrayList<>();
    lines.add("chaos.seed      " + seed);
    lines.add("kills           " + kills() + (cutShort ? ", cut short: time was up" : ""));
    lines.add("troubles        " + counted(happened));
    lines.add("not run         " + (missed.isEmpty() ? "none" : missed.toString()));
    lines.add("syncs           " + syncs() + " " + syncs);
    lines.add("rows            " + rows + " added or changed at the sources, each compared");
    lines.add("refused syncs   " + refused + " (read-only destination), begun again");
    lines.add("died of heap    " + diedOfHeap);
    lines.add("read again      at most " + readAgain + " records of a stream at once");
    recoveries.forEach((trouble, times) -> lines.add("recovery        " + spread(trouble, times)));
    lines.add("overtaken       " + overtaken + " recoveries met the next trouble");
    return lines.stream().collect(Collectors.joining("\n  ", "chaos\n  ", ""));
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
