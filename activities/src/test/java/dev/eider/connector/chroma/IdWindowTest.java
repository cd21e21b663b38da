package dev.eider.connector.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class IdWindowTest {
  private int walks;

  private IdWindow window(List<String> ids, int most) {
    return new IdWindow(
        each -> {
          walks++;
          ids.forEach(each);
        },
        most);
  }

  private static List<String> sorted(int count) {
    return IntStream.range(0, count).mapToObj("id%04d"::formatted).toList();
  }

  @Test
  void goesOverMoreThanItHolds() {
    List<String> shuffled = new ArrayList<>(sorted(95));
    Collections.shuffle(shuffled, new Random(7));
    IdWindow window = window(shuffled, 10);

    List<String> all = new ArrayList<>();
    List<String> page = window.after(null, 4);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = window.after(page.getLast(), 4);
    }

    assertThat(all).isEqualTo(sorted(95));
    assertThat(walks).isEqualTo(10);
  }

  @Test
  void walksOnceWhenAllFit() {
    IdWindow window = window(sorted(10), 10);

    assertThat(window.after(null, 4)).isEqualTo(sorted(4));
    assertThat(window.after("id0003", 100)).isEqualTo(sorted(10).subList(4, 10));
    assertThat(window.after("id0009", 100)).isEmpty();
    assertThat(walks).isEqualTo(1);
  }

  @Test
  void goesBackWhenItIsAskedTo() {
    IdWindow window = window(sorted(30), 10);
    assertThat(window.after("id0019", 1)).containsExactly("id0020");

    assertThat(window.after("id0004", 1)).containsExactly("id0005");
  }

  @Test
  void whoBeginsAgainSeesWhatIsThereNow() {
    List<String> ids = new ArrayList<>(sorted(3));
    IdWindow window = window(ids, 10);
    assertThat(window.after(null, 5)).hasSize(3);

    ids.add("id9");

    assertThat(window.after(null, 5)).hasSize(4);
  }
}
