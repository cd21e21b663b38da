package dev.eider.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AnnouncedWaitsTest {
  private final List<String> said = new ArrayList<>();
  private final List<Duration> slept = new ArrayList<>();

  @Test
  void announcesEveryThreeSecondsHowLongIsLeft() {
    new AnnouncedWaits(said::add, slept::add).sleep(Duration.ofSeconds(7), "x answered 503");
    assertThat(slept)
        .containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(1));
    assertThat(said)
        .containsExactly(
            "x answered 503, next try in 7 s",
            "x answered 503, next try in 4 s",
            "x answered 503, next try in 1 s");
  }
}
