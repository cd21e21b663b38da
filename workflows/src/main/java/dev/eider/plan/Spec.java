package dev.eider.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a connector: the source of validation, help, JSON Schema and documentation.
 *
 * @param summary one sentence
 * @param fields every option it knows
 * @param example a few lines of YAML that work
 */
public record Spec(String summary, List<Field> fields, String example) {

  /** What a field may hold. */
  public enum Type {
    /** Any text. */
    TEXT,
    /** A whole number. */
    INTEGER,
    /** true or false. */
    FLAG,
    /** A file; relative to the sync file, made absolute when it is read. */
    PATH,
    /** The text of a file, or the file itself; travels inline when small, else by reference. */
    DOCUMENT,
    /** A secret reference; a literal value is accepted with a warning. */
    SECRET,
    /** Keys and values of any kind. */
    MAP,
    /** A list of texts. */
    LIST
  }

  /**
   * One option.
   *
   * @param name as written in the sync file
   * @param type what it may hold
   * @param required it cannot be left out
   * @param fallback what it is when left out, in words; null = nothing
   * @param doc one sentence
   */
  public record Field(
      String name, Type type, boolean required, @Nullable String fallback, String doc) {}
}
