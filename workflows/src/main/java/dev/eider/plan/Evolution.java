package dev.eider.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a stream does when its schema is not what it was. */
public enum Evolution {
  /** New columns are added and types widened; what breaks a promise is asked first. */
  @JsonProperty("evolve")
  EVOLVE("evolve"),
  /** Any change stops the stream. */
  @JsonProperty("freeze")
  FREEZE("freeze"),
  /** The table stays as it is: new columns are left out, values that do not fit become null. */
  @JsonProperty("discard")
  DISCARD("discard");

  private final String word;

  Evolution(String word) {
    this.word = word;
  }

  /** As it is written in a sync file. */
  public String word() {
    return word;
  }
}
