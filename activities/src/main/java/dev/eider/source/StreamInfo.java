package dev.eider.source;

import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamPlan;
import dev.eider.plan.WriteWord;
import dev.eider.record.RowSchema;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a source says about one of its streams.
 *
 * @param name the stream's name
 * @param schema its declared columns
 * @param primaryKey column names; empty = none known
 * @param cursor the cursor's column, or null when there is none
 * @param modes how it can be read
 * @param table the table name a destination takes when nothing else is said
 * @param notes what a user should know (a guessed key, a table without a cursor)
 * @param whole whether a read from the beginning lists every row there is; one that asks for a
 *     window of time does not, and then nobody can tell which rows are gone
 */
public record StreamInfo(
    String name,
    RowSchema schema,
    List<String> primaryKey,
    @Nullable String cursor,
    Set<ReadMode> modes,
    String table,
    List<Note> notes,
    boolean whole) {

  /** One whose read from the beginning lists every row. */
  public StreamInfo(
      String name,
      RowSchema schema,
      List<String> primaryKey,
      @Nullable String cursor,
      Set<ReadMode> modes,
      String table,
      List<Note> notes) {
    this(name, schema, primaryKey, cursor, modes, table, notes, true);
  }

  /** Something a user should know about a stream; {@code text} is lower-case, no full stop. */
  public record Note(String text, About about) {

    /** One that stays true whatever the sync file says. */
    public static Note of(String text) {
      return new Note(text, About.STREAM);
    }

    /** Whether it still says something true when the sync file says this about the stream. */
    public boolean holds(StreamPlan plan) {
      return switch (about) {
        case KEY -> plan.primaryKey() == null;
        // Who asks for a full read knows it, and a mirror compares.
        case CURSOR ->
            plan.cursor() == null && plan.mode() == null && plan.write() != WriteWord.MIRROR;
        case STREAM -> true;
      };
    }
  }

  /** What a note is about. */
  public enum About {
    /** The key that was found, or that none was. */
    KEY,
    /** The cursor that was found, or that none was. */
    CURSOR,
    /** Anything else. */
    STREAM
  }
}
