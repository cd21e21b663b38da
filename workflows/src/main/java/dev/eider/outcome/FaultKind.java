package dev.eider.outcome;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who must act when something goes wrong. The names are written to the wire as they stand. */
public enum FaultKind {
  /** The plan or the manifest is wrong: its author edits it. Never retried. */
  @JsonProperty("Misconfigured")
  MISCONFIGURED("Misconfigured"),
  /** A secret is missing, stale or too weak: somebody changes access. Never retried. */
  @JsonProperty("Denied")
  DENIED("Denied"),
  /** Not now: nobody acts, the sync waits and tries again. */
  @JsonProperty("Unavailable")
  UNAVAILABLE("Unavailable"),
  /** This row is not accepted: somebody looks at the row. It is set aside and counted. */
  @JsonProperty("Rejected")
  REJECTED("Rejected"),
  /** A promise of Eider broke: its developers act. Never retried. */
  @JsonProperty("Defect")
  DEFECT("Defect");

  private final String wireName;

  FaultKind(String wireName) {
    this.wireName = wireName;
  }

  /** The type a Temporal failure of this kind carries. */
  public String wireName() {
    return wireName;
  }

  /** The kind with this wire name; anything unknown is a {@link #DEFECT}. */
  public static FaultKind named(String wireName) {
    for (FaultKind kind : values()) {
      if (kind.wireName.equals(wireName)) {
        return kind;
      }
    }
    return DEFECT;
  }
}
