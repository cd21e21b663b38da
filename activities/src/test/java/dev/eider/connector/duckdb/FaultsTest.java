package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.fault.Fault;
import dev.eider.outcome.FaultKind;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FaultsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          IO Error: Could not set lock on file "x": held | duckdb.locked | UNAVAILABLE
          IO Error: No space left on device | duckdb.disk_full | UNAVAILABLE
          IO Error: Corrupt database file: computed checksum 1 | duckdb.corrupt | DENIED
          IO Error: file with version number 69, but we can only read versions between 64 and 68 | duckdb.newer_file | DENIED
          IO Error: Cannot open file "x": Permission denied | duckdb.read_only | DENIED
          IO Error: Cannot open file "x": No such file or directory | duckdb.missing_folder | MISCONFIGURED
          Out of Memory Error: failed to allocate | duckdb.out_of_memory | UNAVAILABLE
          TransactionContext Error: Conflict on update! | duckdb.conflict | UNAVAILABLE
          Constraint Error: NOT NULL constraint failed: t.x | duckdb.constraint | MISCONFIGURED
          Invalid Input Error: Jwt is expired | motherduck.denied | DENIED
          Invalid Input Error: Your request is not authenticated | motherduck.denied | DENIED
          Invalid MotherDuck token | motherduck.denied | DENIED
          IO Error: Failed to download extension "motherduck" at URL | motherduck.no_extension | UNAVAILABLE
          Binder Error: no such column | duckdb.failed | DEFECT
          """)
  void sayWhoMustAct(String text, String code, FaultKind kind) {
    Fault fault = Faults.of(new SQLException(text), "x.duckdb");

    assertThat(fault.problem().code()).isEqualTo(code);
    assertThat(fault.kind()).isEqualTo(kind);
  }

  @Test
  void quoteNoRow() {
    SQLException e = new SQLException("Conversion Error: Could not convert string 'my secret'");

    assertThat(Faults.of(e, "x.duckdb").getMessage()).doesNotContain("my secret");
  }
}
