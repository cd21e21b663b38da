package dev.eider.cli.syncfile;

import dev.eider.plan.Described;
import java.util.List;

/** What a key of the sync file may hold; reader and JSON Schema are both made from it. */
sealed interface Shape {

  /** A sync's name. */
  record Name() implements Shape {}

  /** Any text. */
  record Text() implements Shape {}

  /** A whole number between two. */
  record Whole(long least, long most) implements Shape {}

  /** true or false. */
  record Flag() implements Shape {}

  /** A length of time. */
  record Span(boolean zeroToo) implements Shape {}

  /** One of some words. */
  record Choice(List<String> words) implements Shape {}

  /** A list of texts, at least one. */
  record Texts() implements Shape {}

  /** Keys of its own. */
  record Part(List<Key> keys) implements Shape {}

  /** Streams by name, or a list of names. */
  record Streams() implements Shape {}

  /** A source or a destination, whose keys its own spec tells. */
  record Connector(Described.Kind kind) implements Shape {}

  /** How rows become documents. */
  record Documents() implements Shape {}

  /** What turns texts into vectors, by its name alone or with its keys. */
  record Embedder() implements Shape {}

  /** Where vectors go, each by its name alone or with its keys; one or a list. */
  record Stores() implements Shape {}
}
