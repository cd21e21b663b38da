package dev.eider.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a row at the destination once it is gone at the source. */
public enum Removal {
  /** It is deleted. */
  @JsonProperty("hard")
  HARD("hard"),
  /** It stays as it was, and {@code _eider_deleted_at} tells when it was missed. */
  @JsonProperty("soft")
  SOFT("soft"),
  /** Of it stay the key and {@code _eider_deleted_at}; every other column becomes null. */
  @JsonProperty("tombstone")
  TOMBSTONE("tombstone");

  private final String word;

  Removal(String word) {
    this.word = word;
  }

  /** As it is written in a sync file. */
  public String word() {
    return word;
  }
}
