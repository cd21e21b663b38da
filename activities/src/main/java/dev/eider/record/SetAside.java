package dev.eider.record;

import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.step.BatchRef;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows that could not be written, kept until they are replayed: {@code
 * set-aside/<sync>/<stream>/<generation>-<chunk>.ndjson}, one file a committed chunk. An attempt
 * writes into its own batch's folder; the file comes here when that batch is loaded, so that
 * attempts that were superseded leave nothing.
 */
public final class SetAside {
  private final Path folder;
  private final Path staging;

  /** The store of an installation. */
  public SetAside(Path home) {
    this.folder = home.resolve("set-aside");
    this.staging = home.resolve("staging");
  }

  /** Hands out what is set aside, oldest run first; the payload stays in its file. */
  public void each(String sync, List<String> streams, Reader reader) {
    guarded(
        () -> {
          for (Path file : files(sync, streams)) {
            SetAsideReader.read(file, false, reader);
          }
          return true;
        });
  }

  /**
   * Stages every set-aside row of a stream once more.
   *
   * @return the files they came from
   */
  public List<String> stage(String sync, String stream, BatchFiles batch) {
    return guarded(
        () -> {
          List<Path> files = files(sync, List.of(stream));
          for (Path file : files) {
            SetAsideReader.read(file, true, (line, row) -> batch.again(line.origin(), row));
          }
          return files.stream().map(file -> file.getFileName().toString()).toList();
        });
  }

  /** Keeps what an attempt set aside, now that its chunk is loaded. May run twice. */
  public void keep(String sync, StreamTask task, long generation, int chunk, BatchRef batch) {
    Path target = folder(sync, task.stream()).resolve(name(generation, chunk + ""));
    // A cursor asks for its last moment again: the same row is no second one then.
    boolean once =
        task.mode() == ReadMode.INCREMENTAL && !(task.write() instanceof WriteMode.Append);
    guarded(() -> moved(staged(batch), target, once ? known(sync, task, target) : null));
  }

  /** Forgets what earlier complete reads set aside: this one met every row anew. */
  public void supersede(String sync, StreamTask task, long generation) {
    if (task.mode() == ReadMode.INCREMENTAL || task.write() instanceof WriteMode.Append) {
      return;
    }
    guarded(
        () -> {
          for (Path file : files(sync, List.of(task.stream()))) {
            if (generation(file) < generation) {
              Files.deleteIfExists(file);
            }
          }
          return true;
        });
  }

  /**
   * Once a replayed batch is loaded: keeps what is still wrong, forgets the rest. May run twice.
   *
   * @param files what {@link #stage} answered
   */
  public void settle(String sync, String stream, BatchRef batch, List<String> files) {
    guarded(
        () -> {
          Path attempt = staging.resolve(batch.key());
          Path staged = staged(batch);
          if (!Files.isDirectory(attempt)) {
            return true; // done by an attempt before
          }
          Path home = folder(sync, stream);
          // What nobody mended has the name it had, and is not forgotten with the others.
          Path target =
              Files.exists(staged)
                  ? home.resolve(
                      "r" + Staging.checksum(staged).substring(0, 16) + SetAsideReader.ENDING)
                  : home.resolve("none");
          if (Files.exists(staged)) {
            copied(staged, target);
          }
          for (String file : files) {
            if (!home.resolve(file).equals(target)) {
              Files.deleteIfExists(home.resolve(file));
            }
          }
          Staging.deleteTree(attempt);
          return true;
        });
  }

  private boolean moved(Path staged, Path target, @Nullable Set<String> known) throws IOException {
    if (!Files.exists(staged)) {
      return false;
    }
    Files.createDirectories(target.getParent());
    Path part = SetAsideFile.secret(target.resolveSibling(target.getFileName() + ".part"));
    long kept = SetAsideReader.filtered(staged, part, known == null ? hash -> true : fresh(known));
    if (kept > 0) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.delete(part);
    }
    Files.delete(staged);
    return true;
  }

  private static Predicate<String> fresh(Set<String> known) {
    return hash -> !known.contains(hash);
  }

  private Set<String> known(String sync, StreamTask task, Path except) throws IOException {
    Set<String> known = new HashSet<>();
    for (Path file : files(sync, List.of(task.stream()))) {
      if (!file.equals(except)) {
        SetAsideReader.hashes(file, known::add);
      }
    }
    return known;
  }

  private static void copied(Path staged, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    Path part = SetAsideFile.secret(target.resolveSibling(target.getFileName() + ".part"));
    try (OutputStream out = Files.newOutputStream(part)) {
      Files.copy(staged, out);
    }
    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
  }

  private List<Path> files(String sync, List<String> streams) throws IOException {
    Path home = folder.resolve(Staging.pathName(sync));
    if (!Files.isDirectory(home)) {
      return List.of();
    }
    Set<String> wanted = new HashSet<>();
    streams.forEach(stream -> wanted.add(Staging.pathName(stream)));
    try (Stream<Path> tree = Files.walk(home, 2)) {
      return tree.filter(file -> file.toString().endsWith(SetAsideReader.ENDING))
          .filter(file -> wanted.isEmpty() || wanted.contains(name(file.getParent())))
          .sorted()
          .toList();
    }
  }

  private Path folder(String sync, String stream) {
    return folder.resolve(Staging.pathName(sync)).resolve(Staging.pathName(stream));
  }

  private Path staged(BatchRef batch) {
    return staging.resolve(batch.key()).resolve(Staging.SET_ASIDE);
  }

  /** Padded, so that names are in the order of runs and chunks. */
  private static String name(long generation, String chunk) {
    return "%08d-%8s".formatted(generation, chunk).replace(' ', '0') + SetAsideReader.ENDING;
  }

  /** The run a file is of; what was replayed is of no run a read could supersede. */
  private static long generation(Path file) {
    String name = name(file);
    int dash = name.indexOf('-');
    return dash < 0 ? Long.MAX_VALUE : Long.parseLong(name.substring(0, dash));
  }

  private static String name(@Nullable Path path) {
    return path == null ? "" : String.valueOf(path.getFileName());
  }

  private <T> T guarded(Staging.Action<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw Staging.unavailable(folder, e);
    }
  }

  /** Takes rows one by one. */
  public interface Reader {
    /**
     * One row.
     *
     * @param line why and where from
     * @param payload the row; empty where only lines were asked for
     */
    void row(Line line, Map<String, @Nullable Object> payload);
  }

  /**
   * Where a row came from.
   *
   * @param generation the run
   * @param chunk the chunk
   * @param page the page within it, from 1
   * @param at when
   */
  public record Origin(long generation, int chunk, long page, Instant at) {}

  /**
   * One row that is set aside.
   *
   * @param stream the stream
   * @param code the reason's code
   * @param message the reason
   * @param origin where it came from
   * @param file where it lies
   * @param offset of its JSON text in that file, in bytes
   * @param length of that text, in bytes
   */
  public record Line(
      String stream,
      String code,
      String message,
      Origin origin,
      Path file,
      long offset,
      long length) {}
}
