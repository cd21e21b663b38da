package dev.eider.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.fault.Fault.Defect;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.outcome.Problem;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.StreamTask;
import dev.eider.step.BatchRef;
import dev.eider.wire.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder where batches and schemas lie between two steps. Everything in it is named by what it
 * is, so that a step that runs twice finds or replaces its own work and nobody else's.
 */
public final class Staging {
  /** The rows of a batch, in its folder. */
  static final String ROWS = "rows";

  /** The rows of a batch that could not be staged, in its folder. */
  static final String SET_ASIDE = "set-aside";

  private static final String SCHEMA = "schema.json";
  private static final ObjectMapper JSON = WireFormat.mapper();

  private final Path folder;

  /** Staging below an installation's folder. */
  public Staging(Path home) {
    this.folder = home.resolve("staging");
  }

  /** Keeps a stream's declared schema; the same schema has the same key. */
  public String keepSchema(RowSchema schema) {
    return guarded(
        () -> {
          byte[] text = JSON.writeValueAsBytes(schema);
          String key = "schemas/" + HexFormat.of().formatHex(sha256().digest(text)) + ".json";
          Path file = folder.resolve(key);
          if (!touched(file)) {
            writeWhole(file, text);
          }
          return key;
        });
  }

  /** The schema under a key. */
  public RowSchema schema(String key) {
    return guarded(
        () -> {
          Path file = folder.resolve(key);
          boolean unused = touched(file);
          return JSON.readValue(file.toFile(), RowSchema.class);
        });
  }

  /** Its time tells {@link Retention} when it was last used. */
  private static boolean touched(Path file) throws IOException {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** A batch to write; what an earlier attempt of the same chunk left is somewhere else. */
  public BatchFiles begin(BatchId id, StreamTask task, RowSchema schema) {
    return guarded(
        () -> {
          Path home = folder.resolve(id.key());
          deleteTree(home);
          Files.createDirectories(home);
          return new BatchFiles(this, id, home, task, schema);
        });
  }

  /** A staged batch, after its checksum was compared. */
  public StagedBatch open(BatchRef ref) {
    return guarded(
        () -> {
          Path file = folder.resolve(ref.key()).resolve(ROWS);
          if (!Files.exists(file)) {
            throw new Defect(
                "staging.gone", ref.key(), "expected a staged batch but its file is gone", null);
          }
          if (!checksum(file).equals(ref.sha256())) {
            throw new Defect(
                "staging.damaged", ref.key(), "the staged batch differs from its checksum", null);
          }
          Sidecar sidecar =
              JSON.readValue(folder.resolve(ref.key()).resolve(SCHEMA).toFile(), Sidecar.class);
          return new StagedBatch(
              file, ref.format(), sidecar.schema(), ref.rows(), sidecar.extractedAtMillis());
        });
  }

  /** Removes the batches of a run that come before a chunk: their loads are done. */
  public void discardBefore(String sync, String stream, long generation, int chunk) {
    guarded(
        () -> {
          Path run = folder.resolve(BatchId.runKey(sync, stream, generation));
          if (!Files.isDirectory(run)) {
            return chunk;
          }
          try (Stream<Path> chunks = Files.list(run)) {
            for (Path one : chunks.toList()) {
              if (BatchId.chunkOf(one.getFileName().toString()) < chunk) {
                deleteTree(one);
              }
            }
          }
          return chunk;
        });
  }

  /** Removes everything of a stream up to a run: those before it ended, or were left half-way. */
  public void discardRun(String sync, String stream, long generation) {
    guarded(
        () -> {
          Path runs = folder.resolve(BatchId.streamKey(sync, stream));
          if (!Files.isDirectory(runs)) {
            return generation;
          }
          try (Stream<Path> all = Files.list(runs)) {
            for (Path run : all.toList()) {
              if (BatchId.generationOf(run.getFileName().toString()) <= generation) {
                deleteTree(run);
              }
            }
          }
          return generation;
        });
  }

  BatchRef finish(Path home, BatchId id, BatchFormat format, Sidecar sidecar, long rows)
      throws IOException {
    Path file = home.resolve(ROWS);
    writeWhole(home.resolve(SCHEMA), JSON.writeValueAsBytes(sidecar));
    return new BatchRef(id.key(), format, rows, Files.size(file), checksum(file));
  }

  /** The disk's word for a step that could not write. */
  public static Unavailable unavailable(Path folder, IOException e) {
    return new Unavailable(
        new Problem(
            "staging.unwritable",
            folder.toString(),
            "the staging folder cannot be used: " + e.getMessage(),
            "free space there, or set EIDER_HOME to a folder with space"),
        null,
        e);
  }

  private <T> T guarded(Action<T> action) {
    try {
      return action.run();
    } catch (NoSuchFileException e) {
      throw new Defect("staging.gone", String.valueOf(e.getFile()), "the staged file is gone", e);
    } catch (IOException e) {
      throw unavailable(folder, e);
    } catch (UncheckedIOException e) {
      throw unavailable(folder, new IOException(e.getMessage(), e));
    }
  }

  private static void writeWhole(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Path part = Files.createTempFile(file.getParent(), "part", ".tmp");
    Files.write(part, content);
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    }
  }

  static String checksum(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** What stands beside a batch's rows. */
  record Sidecar(RowSchema schema, long extractedAtMillis) {}

  /** Work on files. */
  interface Action<T> {
    T run() throws IOException;
  }

  /** A name as part of a path: readable, and never two names one path. */
  public static String pathName(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
    boolean same = plain.equals(name) && !name.startsWith(".") && name.length() <= 80;
    if (same) {
      return name;
    }
    byte[] hash = sha256().digest(name.getBytes(StandardCharsets.UTF_8));
    String readable = plain.length() > 60 ? plain.substring(0, 60) : plain;
    return "_" + readable + "-" + HexFormat.of().formatHex(hash, 0, 6);
  }
}
