package dev.eider.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CronTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"0 * * * *", "*/15 6-18 * * mon-fri", "0 0 1,15 jan,7 *", "5 4 * * 7", "@hourly"})
  void takesLinesThatMeanSomething(String line) {
    assertThat(Cron.checked(" " + line + " ")).isEqualTo(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "60 * * * *|minute from 0 to 59 but was '60'",
        "0 24 * * *|hour from 0 to 23 but was '24'",
        "0 0 32 * *|day of the month from 1 to 31 but was '32'",
        "0 0 * foo *|month from 1 to 12 but was 'foo'",
        "0 0 * * 5-2|day of the week from 0 to 7 but was '5-2'",
        "*/0 * * * *|minute from 0 to 59 but was '*/0'",
        "0 0 * *|expected five fields",
        "@sometimes|expected five fields"
      })
  void saysWhichFieldIsWrong(String line, String message) {
    assertThatThrownBy(() -> Cron.checked(line))
        .isInstanceOfSatisfying(
            Trouble.class, trouble -> assertThat(trouble.exit()).isEqualTo(ExitCode.WRONG))
        .hasMessageContaining(message);
  }
}
