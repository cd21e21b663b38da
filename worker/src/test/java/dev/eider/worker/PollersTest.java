package dev.eider.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PollersTest {
  private final Instant now = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void aWorkerOfALivingProcessOfThisMachineIsAlive() {
    Instant now = Instant.now();
    long parent = ProcessHandle.current().parent().orElseThrow().pid();
    String other = Pollers.identity().replaceFirst(":\\d+@", ":" + parent + "@");
    assertThat(Pollers.alive(other, now.minusSeconds(50), now)).isTrue();
  }

  @Test
  void aWorkerThatThisProcessClosedIsNotTakenForALivingOne() {
    Instant now = Instant.now();
    assertThat(Pollers.alive(Pollers.identity(), now.minusSeconds(1), now)).isFalse();
  }

  @Test
  void aWorkerOfThisMachineWhoseProcessIsGoneIsNot() {
    String killed = Pollers.identity().replaceFirst(":\\d+@", ":2147483000@");
    assertThat(Pollers.alive(killed, now.minusSeconds(1), now)).isFalse();
  }

  @Test
  void aWorkerElsewhereIsAliveWhenItAskedForWorkLately() {
    assertThat(Pollers.alive("eider:1@elsewhere", now.minusSeconds(50), now)).isTrue();
    assertThat(Pollers.alive("eider:1@elsewhere", now.minusSeconds(90), now)).isFalse();
  }
}
