package dev.eider.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How rows are written to a table, with all that writing needs to know. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = WriteMode.Append.class, name = "append"),
  @JsonSubTypes.Type(value = WriteMode.Overwrite.class, name = "overwrite"),
  @JsonSubTypes.Type(value = WriteMode.Upsert.class, name = "upsert"),
  @JsonSubTypes.Type(value = WriteMode.Mirror.class, name = "mirror")
})
public sealed interface WriteMode {

  /** As it is written in a sync file. */
  default String word() {
    return switch (this) {
      case Append a -> "append";
      case Overwrite o -> "overwrite";
      case Upsert u -> "upsert";
      case Mirror m -> "mirror";
    };
  }

  /** The primary key's columns where rows are written by key; else none. */
  default List<String> keys() {
    return switch (this) {
      case Append a -> List.of();
      case Overwrite o -> List.of();
      case Upsert upsert -> upsert.keys;
      case Mirror mirror -> mirror.keys;
    };
  }

  /** Add rows, never touch those that are there. */
  record Append() implements WriteMode {}

  /** Load beside the table, then take its place in one step, even when the source is empty. */
  record Overwrite() implements WriteMode {}

  /**
   * Insert or replace by key; equal rows stay untouched.
   *
   * @param keys the primary key's columns, at least one
   * @param newerBy the column that says which of two rows with one key is newer; null = the later
   *     arrival
   */
  record Upsert(List<String> keys, @Nullable String newerBy) implements WriteMode {
    /** Refuses an empty key. */
    public Upsert {
      keys = List.copyOf(keys);
      if (keys.isEmpty()) {
        throw new IllegalArgumentException("expected at least one primary key column but got none");
      }
    }
  }

  /**
   * Upsert, and remove what is gone at the source: after a complete read only.
   *
   * @param keys the primary key's columns; empty = a row is known by all it holds, and equal rows
   *     by how many there are: then each sync lists every row, and no tombstone can stay
   * @param newerBy as in {@link Upsert}
   * @param pass how a complete read is done: {@link ReadMode#COMPARE} where the source can, else
   *     {@link ReadMode#FULL_REFRESH}
   * @param detection how often
   * @param removal what becomes of rows that are gone
   * @param fuse how many may go unasked
   */
  record Mirror(
      List<String> keys,
      @Nullable String newerBy,
      ReadMode pass,
      Detection detection,
      Removal removal,
      Fuse fuse)
      implements WriteMode {
    /** Refuses a pass that is not complete, and what rows without a key cannot have. */
    public Mirror {
      keys = List.copyOf(keys);
      boolean listed = pass == ReadMode.FULL_REFRESH && detection == Detection.EVERY_SYNC;
      if (keys.isEmpty() && !(listed && removal != Removal.TOMBSTONE)) {
        throw new IllegalArgumentException(
            "expected a listing with every sync and no tombstones without a primary key");
      }
      if (pass == ReadMode.INCREMENTAL) {
        throw new IllegalArgumentException("expected a complete read but was incremental");
      }
    }

    /** The same, looking for what is gone so often. */
    public Mirror looking(Detection often) {
      return new Mirror(keys, newerBy, pass, often, removal, fuse);
    }
  }
}
