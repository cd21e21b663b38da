package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WideningTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BIGINT | BIGINT | BIGINT
          BIGINT | INTEGER | BIGINT
          BIGINT | DECIMAL(38,0) | DECIMAL(38,0)
          BIGINT | DECIMAL(38,9) | DECIMAL(38,9)
          BIGINT | DECIMAL(10,2) | DECIMAL(21,2)
          DECIMAL(38,0) | DECIMAL(38,9) | VARCHAR
          DECIMAL(38,9) | BIGINT | DECIMAL(38,9)
          BIGINT | DOUBLE | DOUBLE
          DECIMAL(38,9) | DOUBLE | DOUBLE
          DOUBLE | BIGINT | DOUBLE
          DOUBLE | VARCHAR | VARCHAR
          VARCHAR | BIGINT | VARCHAR
          BOOLEAN | BIGINT | VARCHAR
          DATE | TIMESTAMP | TIMESTAMP
          TIMESTAMP WITH TIME ZONE | DATE | TIMESTAMP WITH TIME ZONE
          TIMESTAMP | TIMESTAMP WITH TIME ZONE | TIMESTAMP WITH TIME ZONE
          TIME | DATE | VARCHAR
          JSON | BIGINT | JSON
          BIGINT | JSON | VARCHAR
          UBIGINT | BIGINT | HUGEINT
          UINTEGER | INTEGER | BIGINT
          UHUGEINT | BIGINT | VARCHAR
          HUGEINT | DECIMAL(38,9) | VARCHAR
          INTEGER[] | BIGINT[] | VARCHAR
          """)
  void joins(String table, String batch, String expected) {
    assertThat(Widening.join(table, batch)).isEqualTo(expected);
  }
}
