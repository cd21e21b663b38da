package dev.eider.connector.duckdb;

import dev.eider.fault.Fault.Denied;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.plan.BatchFormat;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A DuckDB file.
 *
 * @param path where it is
 * @param memory how much memory the engine may take, e.g. {@code 300MB}; null = what its work needs
 */
record LocalFile(Path path, @Nullable String memory) implements Place {
  /** Enough for most, and beside the JVM no more than a worker should take. */
  static final String MEMORY = "160MB";

  private static final int TO_LOAD = 160;

  /** Copying a table takes more, and with less it spills now and then. */
  private static final int TO_COPY = 192;

  /** A comparison joins a million rows at a time, beside what is held of deleted rows. */
  private static final int TO_READ = 256;

  /** 300,000 vectors of 384 numbers stay in it; more are read again with each search. */
  private static final int TO_SEARCH = 512;

  @Override
  public String key() {
    try {
      Path parent = path.toAbsolutePath().getParent();
      Path folder = parent == null || !Files.exists(parent) ? parent : parent.toRealPath();
      Path file = folder == null ? path : folder.resolve(path.getFileName());
      return Files.exists(file) ? file.toRealPath().toString() : file.toString();
    } catch (IOException e) {
      // Opening it will say what is wrong with the folder.
      return path.toAbsolutePath().normalize().toString();
    }
  }

  @Override
  public String label() {
    return path.toString();
  }

  @Override
  public @Nullable String catalog() {
    return null;
  }

  @Override
  public @Nullable Object identity() {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public String memoryFor(BatchFormat format) {
    return limit(format == BatchFormat.DUCKDB ? TO_COPY : TO_LOAD);
  }

  @Override
  public String memoryToSearch() {
    return limit(TO_SEARCH);
  }

  @Override
  public String grow(boolean readOnly) {
    int usual = readOnly ? TO_READ : TO_COPY;
    if (memory == null) {
      Growth.SHARED.grow(key(), usual);
    }
    return limit(usual);
  }

  private String limit(int usual) {
    return memory == null ? Growth.SHARED.of(key(), usual) : memory;
  }

  @Override
  public boolean exists() {
    return Files.exists(path);
  }

  @Override
  public void check(boolean readOnly) {
    Path folder = path.toAbsolutePath().getParent();
    if (Files.isDirectory(path)) {
      throw new Misconfigured(
          "duckdb.not_a_file", label(), "expected a file but it is a folder", "name a file in it");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new Misconfigured(
          "duckdb.missing_folder",
          label(),
          "expected folder '" + folder + "' but there is none",
          "create it, or correct 'path'");
    }
    if (readOnly && !Files.exists(path)) {
      throw new Misconfigured(
          "duckdb.missing_file", label(), "expected a file but there is none", "correct 'path'");
    }
    if (!readOnly && Files.exists(path) && !Files.isWritable(path)) {
      throw readOnly("expected to be allowed to write the file but it is read-only");
    }
    if (!readOnly && !Files.isWritable(folder)) {
      throw readOnly("expected to be allowed to write folder '" + folder + "' but it is read-only");
    }
  }

  /**
   * DuckDB refuses an empty file, and leaves one behind when the disk is full while it makes one.
   */
  private Connection created(Properties properties) throws SQLException {
    if (isEmpty()) {
      remove();
    }
    boolean ours = !exists();
    try {
      return connected(properties);
    } catch (SQLException e) {
      if (ours && Faults.of(e, label()).problem().code().equals(Faults.DISK_FULL)) {
        remove();
      }
      throw e;
    }
  }

  private Connection connected(Properties properties) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:" + path, properties);
    NativeLibrary.unlink();
    return connection;
  }

  /** Empty and nobody's: another process that is making it right now holds its lock. */
  private boolean isEmpty() {
    try {
      if (!Files.isRegularFile(path) || Files.size(path) > 0) {
        return false;
      }
      try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
          FileLock lock = file.tryLock()) {
        return lock != null && file.size() == 0;
      }
    } catch (IOException e) {
      // Opening it will say what is wrong with it.
      return false;
    }
  }

  private void remove() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // Then it stays, and the next opening says so.
      return;
    }
  }

  private Denied readOnly(String message) {
    return new Denied(
        "duckdb.read_only", label(), message, "let this user write the file and its folder");
  }

  @Override
  public Connection open(boolean readOnly) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("custom_user_agent", "eider");
    if (readOnly) {
      properties.setProperty("duckdb.read_only", "true");
    }
    Connection connection = readOnly ? connected(properties) : created(properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET memory_limit = " + Names.literal(limit(readOnly ? TO_READ : TO_LOAD)));
      statement.execute("SET threads = 2");
      statement.execute("SET GLOBAL TimeZone = 'UTC'");
      return connection;
    } catch (SQLException e) {
      Closing.quietly(connection);
      throw e;
    }
  }
}
