package dev.eider.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.bench.Reported.Counted;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ReportedTest {
  private static final String SAID =
      """
      {"streams": [
         {"counts": {"read": 9, "inserted": 1, "updated": 2, "deleted": 3}},
         {"counts": {"read": 9, "inserted": 10, "updated": 20, "deleted": 30}}],
       "started": "2026-01-02T03:04:05Z", "ended": "2026-01-02T03:04:06.500Z"}""";

  @Test
  void readsTheRowsOfAllStreamsAndTheWorkflowsTime() throws Exception {
    Reported reported = Reported.of(SAID, Duration.ofSeconds(3));
    assertThat(reported.changes()).isEqualTo(new Counted(11, 22, 33));
    assertThat(reported.workflow()).isEqualTo(Duration.ofMillis(1_500));
  }

  @Test
  void aWrongCountIsAnError() {
    assertThatThrownBy(() -> new Counted(0, 100, 10).mustBe(new Counted(0, 100, 9), "the sync"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("deleted=10")
        .hasMessageContaining("the sync counted")
        .hasMessageContaining("deleted=9");
  }
}
