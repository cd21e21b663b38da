package dev.eider.connector.manifest.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatetimeFormatTest {
  @ParameterizedTest
  @CsvSource({
    "%Y-%m-%dT%H:%M:%SZ, 2024-01-05T06:07:08Z, 2024-01-05T06:07:08Z",
    "%Y-%m-%dT%H:%M:%S.%fZ, 2024-01-05T06:07:08.12Z, 2024-01-05T06:07:08.120Z",
    "%Y-%m-%dT%H:%M:%S%z, 2024-01-05T06:07:08+0530, 2024-01-05T06:07:08+05:30",
    "%Y-%m-%dT%H:%M:%S%z, 2024-01-05T06:07:08Z, 2024-01-05T06:07:08Z",
    "%Y-%m-%dT%H:%M:%S.%_msZ, 2024-01-05T06:07:08.123Z, 2024-01-05T06:07:08.123Z",
    "%d/%m/%Y %H:%M, 5/1/2024 06:07, 2024-01-05T06:07Z",
    "created:gte:%Y-%m-%d, created:gte:2024-01-05, 2024-01-05T00:00Z",
    "%s, 1704434828, 2024-01-05T06:07:08Z",
    "%ms, 1704434828123, 2024-01-05T06:07:08.123Z",
    "%s_as_float, 1704434828.5, 2024-01-05T06:07:08.500Z"
  })
  void readsPythonsDirectives(String format, String text, String expected) {
    assertThat(DatetimeFormat.of(format).parse(text)).isEqualTo(OffsetDateTime.parse(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "%Y-%m-%d, 2024-02-30",
    "%Y-%m-%d, 2024-02-03T00:00:00Z",
    "%Y-%m-%dT%H:%M:%S.%fZ, 2024-01-05T06:07:08.1234567Z",
    "%s, 2024-01"
  })
  void findsNothingInWhatHasAnotherForm(String format, String text) {
    assertThat(DatetimeFormat.of(format).find(text)).isNull();
  }

  @Test
  void printsTheMomentInItsOwnZone() {
    OffsetDateTime moment = OffsetDateTime.parse("2024-01-05T06:07:08.123456+02:00");
    assertThat(DatetimeFormat.of("%Y-%m-%dT%H:%M:%SZ").format(moment))
        .isEqualTo("2024-01-05T06:07:08Z");
    assertThat(DatetimeFormat.of("%Y-%m-%dT%H:%M:%S.%_ms%z").format(moment))
        .isEqualTo("2024-01-05T06:07:08.123+0200");
    assertThat(DatetimeFormat.of("%s").format(moment)).isEqualTo("1704427628");
    assertThat(DatetimeFormat.of("%s_as_float").format(moment)).startsWith("1704427628.12345");
  }
}
