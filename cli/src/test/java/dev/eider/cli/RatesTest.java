package dev.eider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RatesTest {
  private static final long SECOND = 1_000_000_000L;

  private long now;
  private final Rates rates = new Rates(() -> now);

  @Test
  void knowNothingAtFirst() {
    assertThat(rates.of("orders", 500)).isZero();
  }

  @Test
  void spreadABurstOverTheTimeItTook() {
    long first = rates.of("orders", 0);
    now = 2 * SECOND;
    long burst = rates.of("orders", 1000);
    now = 4 * SECOND;

    assertThat(first).isZero();
    assertThat(burst).isEqualTo(500);
    assertThat(rates.of("orders", 1000)).isEqualTo(250);
  }

  @Test
  void forgetWhatIsLongAgo() {
    long unused = rates.of("orders", 0);
    now = SECOND;
    unused += rates.of("orders", 100_000);
    now = 12 * SECOND;
    unused += rates.of("orders", 100_000);
    now = 13 * SECOND;

    assertThat(rates.of("orders", 100_010)).isEqualTo(10);
    assertThat(unused).isPositive();
  }

  @Test
  void neverRunBackwards() {
    long unused = rates.of("orders", 100);
    now = SECOND;

    assertThat(rates.of("orders", 40)).isZero();
    assertThat(unused).isZero();
  }
}
