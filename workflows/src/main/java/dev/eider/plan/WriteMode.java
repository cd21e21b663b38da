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
  @JsonSubTypes.Type(value = WriteMode.Upsert.class, name = "upsert")
})
public sealed interface WriteMode {

  /** As it is written in a sync file. */
  default String word() {
    return switch (this) {
      case Append a -> "append";
      case Overwrite o -> "overwrite";
      case Upsert u -> "upsert";
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
}
