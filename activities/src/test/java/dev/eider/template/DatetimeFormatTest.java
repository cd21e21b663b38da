package dev.eider.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
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
    "%s_as_float, 1704434828.5, 2024-01-05T06:07:08.500Z",
    "%epoch_microseconds, 1704434828000001, 2024-01-05T06:07:08.000001Z",
    "%Y-%m-%dT%H:%M:%SZ, 2024-1-5T6:7:8Z, 2024-01-05T06:07:08Z",
    "%Y-%m-%dT%H:%M:%SZ, 2024-01-05t06:07:08z, 2024-01-05T06:07:08Z",
    "%Y%m%d, 20240105, 2024-01-05T00:00Z",
    "%Y%m%d, 2024015, 2024-01-05T00:00Z",
    "%Y-%m-%dT%H:%M:%S%z, 2024-01-05T06:07:08-05:30, 2024-01-05T06:07:08-05:30",
    "%Y-%m-%dT%H:%M:%S%z, 2024-01-05T06:07:08+05:30:15, 2024-01-05T06:07:08+05:30:15",
    "%Y-%m-%d %H:%M, 2024-01-05   06:07, 2024-01-05T06:07Z",
    "%Y-%m-%dT%H:%M:%S.%f, 2024-01-05T06:07:08.5, 2024-01-05T06:07:08.5Z",
    "%d %b %Y, 5 jan 2024, 2024-01-05T00:00Z",
    "%d/%m/%y, 05/01/69, 1969-01-05T00:00Z",
    "%d/%m/%y, 05/01/68, 2068-01-05T00:00Z",
    "%I:%M %p %Y-%m-%d, 12:05 AM 2024-01-05, 2024-01-05T00:05Z",
    "%Y-%j, 2024-060, 2024-02-29T00:00Z"
  })
  void readsPythonsDirectives(String format, String text, String expected) {
    assertThat(DatetimeFormat.of(format).parse(text)).isEqualTo(OffsetDateTime.parse(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "%Y-%m-%d, 2024-02-30",
    "%Y-%m-%d, 2024-02-03T00:00:00Z",
    "%Y-%m-%dT%H:%M:%S.%fZ, 2024-01-05T06:07:08.1234567Z",
    "%Y-%m-%d, '2024-01-5 '",
    "%Y-%m-%d, 0000-01-01",
    "%Y-%m-%dT%H:%M:%S%z, 2024-01-05T06:07:08z",
    "%Y-%m-%dT%H:%M:%S.%f, 2024-01-05T06:07:08.",
    "%Y-%m-%dT%H:%M:%S, 2024-01-05T24:00:00",
    "%Y-%m-%dT%H:%M:%S, 2024-01-05T06:07:60",
    "%Y-%m-%dT%H:%M:%S, 2024-01-05T06:07",
    "%-d.%m.%Y, 5.01.2024",
    "%Y-%m-%d %, 2024-01-05 %",
    "%s, 2024-01",
    "%s, 99999999999999",
    "%s_as_float, nan"
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

  @ParameterizedTest
  @CsvSource({
    "%Y %y %C, 2024 24 20",
    "%d %e %-d, 05  5 5",
    "%b %B %a %A, Jan January Fri Friday",
    "%H %I %p, 06 06 AM",
    "%j %U %W %V %G, 005 00 01 01 2024",
    "%f %z, 120000 +0000",
    "%c, Fri Jan  5 06:07:08 2024",
    "%D %F %T %R, 01/05/24 2024-01-05 06:07:08 06:07",
    "%u %w %%, 5 5 %",
    "%q, %q"
  })
  void printsPythonsDirectives(String format, String expected) {
    OffsetDateTime time = OffsetDateTime.parse("2024-01-05T06:07:08.120Z");
    assertThat(DatetimeFormat.of(format).format(time)).isEqualTo(expected);
  }

  @Test
  void takesNumbersAsTheyComeFromJson() {
    OffsetDateTime expected = OffsetDateTime.parse("2024-01-05T06:07:08Z");
    assertThat(DatetimeFormat.of("%s").find(1704434828L)).isEqualTo(expected);
    assertThat(DatetimeFormat.of("%s").find(1704434828.9)).isEqualTo(expected);
    assertThat(DatetimeFormat.of("%s").find(new BigDecimal("1704434828.9"))).isEqualTo(expected);
    assertThat(DatetimeFormat.of("%s").find(null)).isNull();
    assertThat(DatetimeFormat.of("%Y").find(2024L))
        .isEqualTo(OffsetDateTime.parse("2024-01-01T00:00:00Z"));
  }

  @Test
  void namesTheFormatThatDoesNotFit() {
    assertThatThrownBy(() -> DatetimeFormat.of("%Y-%m-%d").parse("today"))
        .isInstanceOf(TemplateException.class)
        .hasMessage("expected a time in the format '%Y-%m-%d'");
  }
}
