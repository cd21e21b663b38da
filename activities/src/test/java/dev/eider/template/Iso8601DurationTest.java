package dev.eider.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Iso8601DurationTest {

  @ParameterizedTest
  @CsvSource({
    "P1Y2M, 14, PT0S",
    "P1W, 0, PT168H",
    "P1DT12H, 0, PT36H",
    "PT0.5S, 0, PT0.5S",
    "'PT0,5S', 0, PT0.5S",
    "PT0.000001S, 0, PT0.000001S",
    "P0.5D, 0, PT12H",
    "-P1MT1H, -1, PT-1H",
    "+PT1M, 0, PT1M"
  })
  void readsMonthsAndTimeApart(String text, long months, String time) {
    assertThat(Iso8601Duration.parse(text))
        .isEqualTo(new Iso8601Duration(months, Duration.parse(time)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "P", "10 days", "1D", "PT1D", "P1S", "P0.5M", "p1d"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> Iso8601Duration.parse(text)).isInstanceOf(TemplateException.class);
  }

  @Test
  void addsCalendarMonthsBeforeTheTime() {
    OffsetDateTime end = OffsetDateTime.parse("2024-01-31T00:00:00Z");
    assertThat(Iso8601Duration.parse("P1M").addTo(end))
        .isEqualTo(OffsetDateTime.parse("2024-02-29T00:00:00Z"));
    assertThat(Iso8601Duration.parse("P1M1D").addTo(end))
        .isEqualTo(OffsetDateTime.parse("2024-03-01T00:00:00Z"));
    assertThat(Iso8601Duration.parse("P1Y").subtractFrom(end))
        .isEqualTo(OffsetDateTime.parse("2023-01-31T00:00:00Z"));
  }

  @Test
  void choosesTheLongerOfTwoCountingAMonthAsThirtyDays() {
    Iso8601Duration month = Iso8601Duration.parse("P1M");
    Iso8601Duration more = Iso8601Duration.parse("P31D");
    assertThat(month.orLonger(more)).isEqualTo(more);
    assertThat(month.orLonger(Iso8601Duration.parse("P29D"))).isEqualTo(month);
  }
}
