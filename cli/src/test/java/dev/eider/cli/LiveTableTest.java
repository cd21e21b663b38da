package dev.eider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.outcome.Counts;
import dev.eider.outcome.Outcome;
import dev.eider.outcome.StreamReport;
import dev.eider.outcome.SyncReport;
import dev.eider.outcome.Vectors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LiveTableTest {
  private static final long SECOND = 1_000_000_000L;

  private final List<String> drawn = new ArrayList<>();
  private long now;
  private final LiveTable table = new LiveTable(drawn::add, () -> now);

  @Test
  void tellsWhenAReadOfKnownLengthWillEnd() {
    show(1_000L, 0);
    now = 10 * SECOND;
    show(1_000L, 160);

    assertThat(drawn.getLast()).contains("ETA").containsPattern("16 +0:53 ");
  }

  @Test
  void tellsNothingWhereTheLengthIsNotKnown() {
    show(null, 0);
    now = 10 * SECOND;
    show(null, 160);

    assertThat(drawn.getLast()).doesNotContainPattern("\\d:\\d\\d");
  }

  @Test
  void countsChunksOfAStreamThatHasDocuments() {
    show(null, 160, new Vectors(1200, 34, 5));

    assertThat(drawn.getLast())
        .containsPattern("EMBEDDED +REUSED +CHUNKS DELETED")
        .containsPattern("1,200 +34 +5\\n");
  }

  @Test
  void saysNothingOfDocumentsWhereThereAreNone() {
    show(null, 160);

    assertThat(drawn.getLast()).doesNotContain("EMBEDDED");
  }

  private void show(@Nullable Long total, long read) {
    show(total, read, null);
  }

  private void show(@Nullable Long total, long read, @Nullable Vectors vectors) {
    Instant started = Instant.parse("2026-01-02T03:04:05Z");
    StreamReport stream =
        new StreamReport(
            "orders",
            "orders",
            "full_refresh, append",
            Outcome.RUNNING,
            "extracting",
            Counts.extracted(read, 0, 1, 0),
            0,
            null,
            null,
            started,
            null,
            total,
            null,
            null,
            vectors);
    SyncReport report =
        new SyncReport(
            "shop", Outcome.RUNNING, "syncing", List.of(stream), List.of(), null, started, null);
    table.show(new Progress.Moment(report, Map.of()));
  }
}
