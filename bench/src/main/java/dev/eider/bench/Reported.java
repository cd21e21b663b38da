package dev.eider.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * What {@code eider sync -o json} said of a sync.
 *
 * @param changes rows that were new, changed, gone
 * @param workflow from the start of the workflow to its end, planning among it
 * @param command as the user waits for it
 */
record Reported(Counted changes, Duration workflow, Duration command) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Reported of(String said, Duration command) throws IOException {
    JsonNode report = JSON.readTree(said);
    long inserted = 0;
    long updated = 0;
    long deleted = 0;
    for (JsonNode stream : report.path("streams")) {
      JsonNode counts = stream.path("counts");
      inserted += counts.path("inserted").asLong();
      updated += counts.path("updated").asLong();
      deleted += counts.path("deleted").asLong();
    }
    return new Reported(new Counted(inserted, updated, deleted), took(report), command);
  }

  /** How long a sync's or a comparison's workflow took. */
  static Duration took(String said) throws IOException {
    return took(JSON.readTree(said));
  }

  private static Duration took(JsonNode report) {
    return Duration.between(
        Instant.parse(report.path("started").asText()),
        Instant.parse(report.path("ended").asText()));
  }

  double seconds() {
    return Limits.seconds(workflow);
  }

  /**
   * Rows that differ.
   *
   * @param inserted at the source only
   * @param updated on both sides with other values
   * @param deleted at the destination only
   */
  record Counted(long inserted, long updated, long deleted) {
    static final Counted NONE = new Counted(0, 0, 0);

    /** Stops everything when somebody counted otherwise. */
    void mustBe(Counted other, String who) throws IOException {
      if (!equals(other)) {
        throw new IOException("expected " + this + " but " + who + " counted " + other);
      }
    }
  }
}
