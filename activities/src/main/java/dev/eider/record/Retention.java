package dev.eider.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes out of the staging folder what nobody will ask for again: batches of runs that were
 * cancelled, terminated or never come back, and schemas no run has used for as long. Rows that were
 * set aside it lets go after a longer while.
 */
public final class Retention {
  /** How long what nobody ended is kept. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** How long rows that were set aside are kept for another try. */
  public static final Duration SET_ASIDE_KEPT = Duration.ofDays(90);

  private final Path batches;
  private final Path schemas;
  private final Path setAside;

  /** Of the staging folder below an installation's folder. */
  public Retention(Path home) {
    Path staging = home.resolve("staging");
    this.batches = staging.resolve("batches");
    this.schemas = staging.resolve("schemas");
    this.setAside = home.resolve("set-aside");
  }

  /**
   * A sync that has not ended.
   *
   * @param sync its name
   * @param since when it began
   */
  public record Running(String sync, Instant since) {}

  /**
   * Removes what was last touched more than {@link #KEPT} ago and belongs to no running sync: one
   * that waits for an answer may wait for weeks.
   *
   * @param now the time
   * @param running every sync that has not ended; asked after the old folders were found, so that a
   *     sync which begins meanwhile has none among them, and not asked when there are none
   * @return how many runs and schemas were removed
   * @throws UncheckedIOException when the folder cannot be used
   */
  public int sweep(Instant now, Supplier<List<Running>> running) {
    Instant edge = now.minus(KEPT);
    try {
      List<Path> runs = oldRuns(edge);
      List<Path> unused = old(schemas, edge);
      if (runs.isEmpty() && unused.isEmpty()) {
        return 0;
      }
      List<Running> alive = running.get();
      return removedRuns(runs, alive) + removedSchemas(unused, edge, alive);
    } catch (NoSuchFileException e) {
      return 0; // another worker of this installation sweeps too
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Removes the rows that were set aside more than {@link #SET_ASIDE_KEPT} ago and that nobody
   * mended, and what is left of such files half-written.
   *
   * @param now the time
   * @return how many files were removed
   * @throws UncheckedIOException when the folder cannot be used
   */
  public int sweepSetAside(Instant now) {
    Instant edge = now.minus(SET_ASIDE_KEPT);
    int removed = 0;
    try {
      for (Path sync : within(setAside)) {
        for (Path stream : within(sync)) {
          for (Path file : old(stream, edge)) {
            removed += Files.deleteIfExists(file) ? 1 : 0;
          }
        }
      }
      return removed;
    } catch (NoSuchFileException e) {
      return removed; // another worker of this installation sweeps too
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int removedRuns(List<Path> runs, List<Running> alive) throws IOException {
    Set<String> kept =
        alive.stream().map(one -> Staging.pathName(one.sync())).collect(Collectors.toSet());
    int removed = 0;
    for (Path run : runs) {
      if (!kept.contains(batches.relativize(run).getName(0).toString())) {
        Staging.deleteTree(run);
        removed++;
      }
    }
    return removed;
  }

  /**
   * A schema is read with each chunk, so only a run older than the edge may wait for an old one.
   */
  private static int removedSchemas(List<Path> unused, Instant edge, List<Running> alive)
      throws IOException {
    if (alive.stream().anyMatch(one -> one.since().isBefore(edge))) {
      return 0;
    }
    for (Path schema : unused) {
      Files.deleteIfExists(schema);
    }
    return unused.size();
  }

  /** {@code batches/<sync>/<stream>/<run>} without anything newer than the edge. */
  private List<Path> oldRuns(Instant edge) throws IOException {
    List<Path> runs = new ArrayList<>();
    for (Path sync : within(batches)) {
      for (Path stream : within(sync)) {
        runs.addAll(old(stream, edge));
      }
    }
    return runs;
  }

  private static List<Path> old(Path folder, Instant edge) throws IOException {
    List<Path> old = new ArrayList<>();
    for (Path each : within(folder)) {
      if (newest(each).isBefore(edge)) {
        old.add(each);
      }
    }
    return old;
  }

  private static List<Path> within(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  private static Instant newest(Path root) throws IOException {
    Instant newest = Instant.MIN;
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.toList()) {
        Instant at = Files.getLastModifiedTime(path).toInstant();
        newest = at.isAfter(newest) ? at : newest;
      }
    }
    return newest;
  }
}
