package dev.eider.outcome;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a stream or a sync ended. */
public enum Outcome {
  /** Not ended yet. */
  @JsonProperty("running")
  RUNNING,
  /** Everything asked for is at the destination. */
  @JsonProperty("done")
  DONE,
  /** Some streams are done, others are not; or rows were set aside. */
  @JsonProperty("partial")
  PARTIAL,
  /** Nothing more could be done. */
  @JsonProperty("failed")
  FAILED,
  /** The user stopped it. */
  @JsonProperty("cancelled")
  CANCELLED;

  /** The word on the wire and on the screen. */
  public String word() {
    return switch (this) {
      case RUNNING -> "running";
      case DONE -> "done";
      case PARTIAL -> "partial";
      case FAILED -> "failed";
      case CANCELLED -> "cancelled";
    };
  }
}
