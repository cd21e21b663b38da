package dev.eider.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a stream is read. */
public enum ReadMode {
  /** From the beginning, each time. */
  @JsonProperty("full_refresh")
  FULL_REFRESH("full_refresh"),
  /** From the last checkpoint on, by a cursor. */
  @JsonProperty("incremental")
  INCREMENTAL("incremental"),
  /**
   * What differs from the last complete read, found by checksums; also tells which rows are gone.
   * Nobody asks for it: a mirror takes it where the source offers it.
   */
  @JsonProperty("compare")
  COMPARE("compare");

  private final String word;

  ReadMode(String word) {
    this.word = word;
  }

  /** As it is written in a sync file. */
  public String word() {
    return word;
  }
}
