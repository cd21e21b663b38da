package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Session.Line;
import dev.eider.fault.Fault;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.outcome.Problem;
import dev.eider.record.Staging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checksums of a stream's rows as its last complete read found them, in a DuckDB file of their
 * own; never needed: without it a read takes every row.
 *
 * <p>{@code rows} has the key id and hash of each row, {@code buckets} the sums of each stretch of
 * key ids, {@code seen} the key ids that were handed out since and are not in {@code rows}, {@code
 * pending_…} what a read found and the destination does not have yet.
 */
final class Snapshot implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);
  private static final long SMALL = 4L << 20;
  private static final long BYTES_PER_ROW = 24;

  private final Lease lease;
  private final Path file;
  private @Nullable Attachment attached;
  private @Nullable Meta meta;
  private String missing = "there is no snapshot to compare with";

  Snapshot(Lease lease, Path file) {
    this.lease = lease;
    this.file = file;
  }

  static Path file(Path home, String sync, String stream) {
    return home.resolve("snapshots")
        .resolve(Staging.pathName(sync))
        .resolve(Staging.pathName(stream) + ".duckdb");
  }

  /** Which DuckDB hashes; if it is another without saying so, everything looks changed. */
  static String engine(Session session) {
    return session.query("SELECT version()").getFirst().text(0);
  }

  /** What it is a snapshot of; null when there is none. One that is damaged is removed. */
  @Nullable Meta open() {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      attached = Attachment.writing(lease, file);
      meta = lease.read(this::known);
    } catch (Fault e) {
      letGo();
      if (isAccess(e)) {
        throw here(e);
      }
      LOG.warn("a damaged snapshot is built anew file={}", file, e);
      missing = "the snapshot was damaged";
      discard();
    }
    return meta;
  }

  /** Why there is none, where {@link #open} found none. */
  String missing() {
    return missing;
  }

  private Meta known(Session session) {
    // One column is younger than the table.
    session.script(
        "ALTER TABLE " + table("meta") + " ADD COLUMN IF NOT EXISTS owed BOOLEAN DEFAULT false");
    return load(session);
  }

  private Meta load(Session session) {
    Line line =
        session
            .query(
                "SELECT uuid, version, engine, shape, shift, pending, owed FROM " + table("meta"))
            .getFirst();
    return new Meta(
        line.text(0),
        line.number(1),
        line.text(2),
        line.text(3),
        (int) line.number(4),
        line.textOrNull(5),
        line.flag(6));
  }

  /** Somebody else's hold or right, which says nothing about what is in the file. */
  private static boolean isAccess(Fault e) {
    return e instanceof Unavailable || e.problem().code().equals("duckdb.read_only");
  }

  private Fault here(Fault e) {
    Problem p = e.problem();
    return new Unavailable(new Problem(p.code(), file.toString(), p.message(), p.fix()), null, e);
  }

  /** Looks again, after something was written to it. */
  void refresh(Session session) {
    meta = load(session);
  }

  /** What {@link #open} found or {@link #build} made. */
  Meta meta() {
    Meta known = meta;
    if (known == null) {
      throw new IllegalStateException("expected an open snapshot");
    }
    return known;
  }

  String table(String name) {
    Attachment open = attached;
    if (open == null) {
      throw new IllegalStateException("expected an open snapshot");
    }
    return open.schema().table(name);
  }

  /** Whether its rows can be read at all. */
  boolean damaged() {
    try {
      lease.read(
          session ->
              session.query(
                  "SELECT bit_xor(key_id), bit_xor(row_hash), (SELECT bit_xor(x) FROM %s) FROM %s"
                      .formatted(table("buckets"), table("rows"))));
      return false;
    } catch (Fault e) {
      return !isAccess(e);
    }
  }

  /** Takes the place of what was there with the checksums of all rows as they are now. */
  void build(Session session, Fingerprint print) {
    discard();
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw unwritable(file, e);
    }
    attached = Attachment.writing(lease, file);
    session.script(
        "CREATE TABLE %s AS FROM (%s) ORDER BY key_id"
            .formatted(table("rows"), print.rows("true")));
    Buckets buckets = new Buckets(session, this);
    int shift = buckets.make();
    session.script("CREATE TABLE " + table("seen") + " (key_id BIGINT)");
    // Last, so that a file whose making was broken off has none.
    session.script(
        "CREATE TABLE %s AS SELECT %s AS uuid, 0::BIGINT AS version, version() AS engine, %s AS shape, %d::INTEGER AS shift, %s AS pending, false AS owed"
            .formatted(
                table("meta"),
                Names.literal(UUID.randomUUID().toString()),
                Names.literal(print.shape()),
                shift,
                Names.literal(UUID.randomUUID().toString())));
    meta = load(session);
  }

  /** Writes the file anew, sorted, when it has grown far beyond its rows. */
  void compact() {
    long rows = lease.read(session -> session.number("SELECT count(*) FROM " + table("rows")));
    close();
    try {
      if (Files.size(file) <= Math.max(SMALL, BYTES_PER_ROW * rows)) {
        return;
      }
      Path next = file.resolveSibling(file.getFileName() + ".next");
      remove(next);
      copy(next);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private void copy(Path next) {
    try (Attachment from = Attachment.reading(lease, file);
        Attachment to = Attachment.writing(lease, next)) {
      for (String name : new String[] {"rows", "buckets", "seen", "meta"}) {
        String order = name.equals("rows") ? " ORDER BY key_id" : "";
        lease.read(
            session ->
                session.update(
                    "CREATE TABLE %s AS FROM %s%s"
                        .formatted(to.schema().table(name), from.schema().table(name), order)));
      }
    }
  }

  /** Forgets it: the next read takes every row. */
  void discard() {
    letGo();
    meta = null;
    try {
      remove(file);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** Closes what nobody will look into again. */
  private void letGo() {
    try {
      close();
    } catch (Fault e) {
      LOG.warn("a snapshot that is given up did not close file={}", file, e);
    }
  }

  private static void remove(Path file) throws IOException {
    // First what would be played into a file made anew.
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".wal"));
    Files.deleteIfExists(file);
  }

  private static Fault unwritable(Path file, IOException e) {
    return Faults.unavailable(
        "duckdb.snapshot",
        file.toString(),
        "the folder of snapshots cannot be used: " + e.getMessage(),
        "free space there, or set EIDER_HOME to a folder with space",
        e);
  }

  @Override
  public void close() {
    Attachment open = attached;
    attached = null;
    if (open != null) {
      open.close();
    }
  }

  /**
   * What it is a snapshot of.
   *
   * @param uuid tells it from others of the same stream
   * @param version how often a difference was settled; 0 = the first read is not yet settled
   * @param engine the version of DuckDB that hashed the rows
   * @param shape see {@link Fingerprint#shape}
   * @param shift a key id without so many low bits is its bucket
   * @param pending the difference that is not settled; null = none
   * @param owed the destination has rows nobody here knows of: it is to be told every key there is
   */
  record Meta(
      String uuid,
      long version,
      String engine,
      String shape,
      int shift,
      @Nullable String pending,
      boolean owed) {

    /**
     * Why it cannot be compared with; null when it can. One version behind the state is enough:
     * what was not settled is found again and is equal already.
     */
    @Nullable String unusable(Cursor.State state, String engineNow, String shapeNow) {
      Long known = state.version();
      if (!uuid.equals(state.snapshot()) || known == null) {
        return "the snapshot is of another read";
      }
      if (version == 0 || version > known || version < known - 1) {
        return "the snapshot is of another moment";
      }
      if (!engine.equals(engineNow)) {
        return "the snapshot was made by DuckDB " + engine;
      }
      return shape.equals(shapeNow) ? null : "the table's columns or key changed";
    }
  }
}
