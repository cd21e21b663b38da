package dev.eider.worker.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which troubles come, in which order and after which pauses: all of it follows from a seed.
 *
 * @param seed it follows from
 * @param troubles in their order; each kind once before any comes by chance
 */
record TroublePlan(long seed, List<Planned> troubles) {
  private static final int CALM_PERCENT = 15;

  /**
   * One trouble.
   *
   * @param number counted from 1
   * @param trouble what
   * @param after the pause before it
   * @param lasts how long, where it lasts
   * @param which worker or lane it hits, modulo how many there are
   * @param calm nothing else happens until the syncs go on, so that recovery can be measured
   */
  record Planned(
      int number, Trouble trouble, Duration after, Duration lasts, int which, boolean calm) {}

  static TroublePlan of(long seed, int kills) {
    Random random = new Random(seed);
    List<Trouble> drawn = new ArrayList<>(Arrays.asList(Trouble.values()));
    Collections.shuffle(drawn, random);
    long killed = drawn.stream().filter(Trouble::isKill).count();
    while (killed < kills) {
      Trouble next = draw(random);
      drawn.add(next);
      killed += next.isKill() ? 1 : 0;
    }
    List<Planned> planned = new ArrayList<>();
    for (Trouble trouble : drawn) {
      planned.add(
          new Planned(
              planned.size() + 1,
              trouble,
              Duration.ofMillis(200 + random.nextInt(3_000)),
              Duration.ofMillis(2_000 + random.nextInt(4_000)),
              random.nextInt(1_000),
              random.nextInt(100) < CALM_PERCENT));
    }
    return new TroublePlan(seed, List.copyOf(planned));
  }

  private static Trouble draw(Random random) {
    int at = random.nextInt(Arrays.stream(Trouble.values()).mapToInt(Trouble::weight).sum());
    for (Trouble trouble : Trouble.values()) {
      at -= trouble.weight();
      if (at < 0) {
        return trouble;
      }
    }
    throw new IllegalStateException("weights add up");
  }
}
