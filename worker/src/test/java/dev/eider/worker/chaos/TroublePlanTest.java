package dev.eider.worker.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TroublePlanTest {

  @Test
  void aSeedAlwaysMeansTheSameTroubles() {
    assertThat(TroublePlan.of(42, 200)).isEqualTo(TroublePlan.of(42, 200));
    assertThat(TroublePlan.of(42, 20).troubles()).isNotEqualTo(TroublePlan.of(43, 20).troubles());
  }

  @Test
  void everyKindComesAndTheKillsAreAsManyAsAskedFor() {
    TroublePlan plan = TroublePlan.of(7, 20);
    assertThat(plan.troubles()).extracting(TroublePlan.Planned::trouble).contains(Trouble.values());
    assertThat(plan.troubles().stream().filter(p -> p.trouble().isKill())).hasSize(20);
    assertThat(Arrays.stream(Trouble.values()).filter(Trouble::isKill)).hasSize(3);
  }
}
