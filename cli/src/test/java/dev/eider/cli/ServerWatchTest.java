package dev.eider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ServerWatchTest {
  private static final long SECOND = 1_000_000_000L;

  private final List<String> said = new ArrayList<>();
  private boolean answers = true;
  private long now;
  private final ServerWatch watch = new ServerWatch(() -> answers, said::add, () -> now);

  @Test
  void saysNothingWhileTheServerAnswers() {
    look(1, 60, 300);

    assertThat(said).isEmpty();
    assertThat(watch.gone()).isNotDone();
  }

  @Test
  void doesNotMindOneMissedAnswer() {
    answers = false;
    look(2);
    answers = true;
    look(4);

    assertThat(said).isEmpty();
  }

  @Test
  void tellsOnceThatTheServerIsSilentAndOnceThatItIsBack() {
    answers = false;
    look(2, 5, 8);
    assertThat(said).hasSize(2);
    assertThat(said.getLast()).contains("eider server start");

    answers = true;
    look(10, 12);

    assertThat(said).hasSize(3);
    assertThat(said.getLast()).contains("answers again");
    assertThat(watch.gone()).isNotDone();
  }

  @Test
  void givesUpInTheEnd() {
    answers = false;
    look(5, 121);

    assertThat(watch.gone()).isDone();
  }

  private void look(long... seconds) {
    for (long second : seconds) {
      now = second * SECOND;
      watch.run();
    }
  }
}
