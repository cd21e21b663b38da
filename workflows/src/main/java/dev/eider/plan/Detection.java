package dev.eider.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How often a mirrored stream looks for rows that are gone. */
public enum Detection {
  /** With every sync. */
  @JsonProperty("every sync")
  EVERY_SYNC("every sync"),
  /** With the first sync of each 24 hours. */
  @JsonProperty("daily")
  DAILY("daily"),
  /** Not at all: then a mirror is an upsert. */
  @JsonProperty("never")
  NEVER("never");

  private static final Duration DAY = Duration.ofHours(24);

  private final String word;

  Detection(String word) {
    this.word = word;
  }

  /** As it is written in a sync file. */
  public String word() {
    return word;
  }

  /**
   * Whether a sync that begins now looks for them.
   *
   * @param last when it was done last; null = never
   */
  public boolean due(@Nullable Instant last, Instant now) {
    return switch (this) {
      case EVERY_SYNC -> true;
      // A clock that was set back must not put it off for ever.
      case DAILY -> last == null || Duration.between(last, now).abs().compareTo(DAY) >= 0;
      case NEVER -> false;
    };
  }
}
