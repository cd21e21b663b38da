package dev.eider.plan;

/**
 * Something a sync file can name that describes its own fields. Found by {@code ServiceLoader}, so
 * that the cli can check a file and print help for connectors it does not know at compile time.
 */
public interface Described {

  /** What it is. */
  enum Kind {
    /** Rows come from it. */
    SOURCE,
    /** Rows go to it. */
    DESTINATION,
    /** It turns texts into vectors. */
    EMBEDDER,
    /** Vectors are kept and searched in it. */
    STORE
  }

  /** What it is. */
  Kind kind();

  /** The word after {@code type:}. */
  String name();

  /** Its fields. */
  Spec spec();
}
