package dev.eider.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a sync file asks for rows to be written; resolved to a {@link WriteMode} with its keys. */
public enum WriteWord {
  /** Add rows, never touch those that are there. */
  @JsonProperty("append")
  APPEND("append"),
  /** Replace the whole table at the end, at once. */
  @JsonProperty("overwrite")
  OVERWRITE("overwrite"),
  /** Insert or replace by primary key. */
  @JsonProperty("upsert")
  UPSERT("upsert"),
  /** Insert or replace by primary key, and remove what is gone at the source. */
  @JsonProperty("mirror")
  MIRROR("mirror");

  private final String word;

  WriteWord(String word) {
    this.word = word;
  }

  /** As it is written in a sync file. */
  public String word() {
    return word;
  }
}
