package dev.eider.connector.duckdb;

import dev.eider.fault.Fault;
import dev.eider.fault.Fault.Defect;
import dev.eider.fault.Fault.Denied;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.outcome.Problem;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who must act on an SQL exception. DuckDB leaves SQL states empty, so its texts are all there is;
 * texts that may quote a row are not passed on.
 */
final class Faults {
  static final String CONVERSION = "duckdb.conversion";
  static final String OUT_OF_MEMORY = "duckdb.out_of_memory";
  static final String DISK_FULL = "duckdb.disk_full";
  static final String LONG_LINE = "duckdb.long_line";
  private static final Pattern HOLDER =
      Pattern.compile("Conflicting lock is held in (\\S+)[^(]*\\(PID (\\d+)\\)");

  private Faults() {}

  static Fault of(SQLException e, String where) {
    String text = String.valueOf(e.getMessage());
    if (text.contains("Could not set lock on file")) {
      return locked(text, where, e);
    }
    if (anyOf(text, "Jwt is expired", "Your request is not authenticated", "Invalid MotherDuck")) {
      return new Denied(
          "motherduck.denied",
          where,
          "expected a valid MotherDuck token but it was refused",
          "create a new access token and set it where 'token' points");
    }
    if (text.contains("motherduck") && anyOf(text, "Failed to download", "Extension \"")) {
      return unavailable(
          "motherduck.no_extension",
          where,
          "expected DuckDB's motherduck extension but it can be neither found nor downloaded",
          "allow this machine to reach extensions.duckdb.org",
          e);
    }
    Fault file = ofFile(text, where, e);
    if (file != null) {
      return file;
    }
    Fault rival = ofRivals(text, where, e);
    return rival != null ? rival : ofWork(text, where, e);
  }

  private static @Nullable Fault ofFile(String text, String where, SQLException e) {
    if (anyOf(
        text, "No space left on device", "Disk quota exceeded", "Could not write all bytes")) {
      return unavailable(DISK_FULL, where, "no space is left on the disk", "free space there", e);
    }
    if (anyOf(text, "we can only read versions", "newer version of DuckDB")) {
      return new Denied(
          "duckdb.newer_file",
          where,
          "expected a file of DuckDB 1.5 or older but it was written by a newer version",
          "export it with STORAGE_VERSION 'v1.5.0' by that version");
    }
    // DuckDB would open a file of SQLite with an extension.
    if (anyOf(
        text,
        "not a valid DuckDB database",
        "Corrupt database",
        "Could not read enough bytes",
        "sqlite_scanner")) {
      return new Denied(
          "duckdb.corrupt",
          where,
          "expected a DuckDB database but the file is damaged or of another kind",
          "restore it from a copy, or name another file");
    }
    if (anyOf(
        text, "Permission denied", "Read-only file system", "read-only mode", "Access is denied")) {
      return new Denied(
          "duckdb.read_only",
          where,
          "expected to be allowed to open and write it but it is read-only",
          "let this user write the file and its folder");
    }
    if (text.contains("Cannot open file") && text.contains("No such file")) {
      return new Misconfigured(
          "duckdb.missing_folder", where, "expected a folder but there is none", "create it");
    }
    return null;
  }

  /** Somebody else is at the same rows or the same file. */
  private static @Nullable Fault ofRivals(String text, String where, SQLException e) {
    if (anyOf(text, "Conflict on", "write-write conflict", "TransactionContext Error")) {
      return unavailable(
          "duckdb.conflict",
          where,
          "another writer changed the same rows or tables",
          "let only this sync write its tables",
          e);
    }
    if (anyOf(text, "different configuration than existing", "already attached")) {
      return unavailable(
          "duckdb.locked",
          where,
          "this process has the file open in another way",
          "run the syncs of this file one after the other",
          e);
    }
    return null;
  }

  private static Fault ofWork(String text, String where, SQLException e) {
    if (text.contains("Out of Memory")) {
      return unavailable(
          OUT_OF_MEMORY,
          where,
          "DuckDB's memory is too small for this step; it gets more unless memory_limit is set",
          "raise memory_limit, or leave it out",
          e);
    }
    if (text.contains("NOT NULL constraint") || text.startsWith("Constraint Error")) {
      return new Misconfigured(
          "duckdb.constraint",
          where,
          "expected a table without constraints but the rows break one of its own",
          "drop the constraint, or name another table");
    }
    if (text.contains("maximum_object_size")) {
      return new Defect(LONG_LINE, where, "a staged line is longer than the reader's buffer", e);
    }
    if (anyOf(text, "Conversion Error", "Could not convert", "JSON transform error")) {
      return new Defect(CONVERSION, where, "a staged value does not fit its declared type", e);
    }
    int colon = text.indexOf(':');
    String kind = colon > 0 && colon < 60 ? text.substring(0, colon).toLowerCase(Locale.ROOT) : "";
    return new Defect("duckdb.failed", where, "DuckDB refused a statement (" + kind + ")", e);
  }

  /** Another process has the file; DuckDB names it. */
  private static Fault locked(String text, String where, SQLException e) {
    Matcher holder = HOLDER.matcher(text);
    boolean known = holder.find();
    String who = known ? "process " + holder.group(2) + " (" + holder.group(1) + ")" : "a process";
    return unavailable(
        "duckdb.locked",
        where,
        "expected the file to be free but " + who + " holds it open",
        known ? "close process " + holder.group(2) : "close the program that has it open",
        e);
  }

  static Fault unavailable(
      String code, String where, String message, @Nullable String fix, @Nullable Throwable cause) {
    return new Unavailable(new Problem(code, where, message, fix), null, cause);
  }

  private static boolean anyOf(String text, String... parts) {
    for (String part : parts) {
      if (text.contains(part)) {
        return true;
      }
    }
    return false;
  }
}
