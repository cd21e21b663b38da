package dev.eider.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a stream is read. */
public enum ReadMode {
  /** From the beginning, each time. */
  @JsonProperty("full_refresh")
  FULL_REFRESH("full_refresh"),
  /** From the last checkpoint on, by a cursor. */
  @JsonProperty("incremental")
  INCREMENTAL("incremental");

  private final String word;

  ReadMode(String word) {
    this.word = word;
  }

  /** As it is written in a sync file. */
  public String word() {
    return word;
  }
}
