package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.fault.Fault;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GrowthTest {
  private static final String SORTED =
      "SELECT count(*) FROM (SELECT DISTINCT repeat(md5(i::VARCHAR), 40) FROM range(1000000) t(i))";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void doublesUpToTheMostThereMayBe() {
    Growth growth = new Growth(700_000_000);
    assertThat(growth.of("a", 256)).isEqualTo("256MB");
    growth.grow("a", 256);
    assertThat(growth.of("a", 256)).isEqualTo("512MB");
    assertThat(growth.of("b", 256)).isEqualTo("256MB");
    for (int i = 0; i < 100; i++) {
      growth.grow("a", 256);
    }
    assertThat(growth.of("a", 256)).isEqualTo("700MB");
  }

  @Test
  void neverIsLessThanUsual() {
    Growth growth = new Growth(100_000_000);
    growth.grow("a", 256);
    assertThat(growth.of("a", 256)).isEqualTo("256MB");
  }

  @Test
  void aStepThatRanOutOfMemoryGetsMoreTheNextTime() {
    Path path = folder.resolve("shop.duckdb");
    Sql.run(path, "CREATE TABLE t (i INTEGER)");
    try (Lease lease = new Lease(new LocalFile(path, null), true)) {
      String usual = limit(lease);
      assertThatThrownBy(() -> lease.read(GrowthTest::outOfMemory))
          .isInstanceOf(Fault.Unavailable.class);

      assertThat(limit(lease)).isNotEqualTo(usual);
    }
    Databases.SHARED.closeIdle();
  }

  @Test
  void whatTheUserSaidIsKept() {
    Path path = folder.resolve("shop.duckdb");
    Sql.run(path, "CREATE TABLE t (i INTEGER)");
    try (Lease lease = new Lease(new LocalFile(path, "50MB"), true)) {
      String asked = limit(lease);
      assertThatThrownBy(() -> lease.read(GrowthTest::outOfMemory))
          .isInstanceOf(Fault.Unavailable.class)
          .hasMessageContaining("memory_limit");

      assertThat(limit(lease)).isEqualTo(asked);
    }
    Databases.SHARED.closeIdle();
  }

  private static boolean outOfMemory(Session session) {
    session.script("SET GLOBAL temp_directory = ''");
    session.query(SORTED);
    return true;
  }

  private static String limit(Lease lease) {
    return lease.read(
        session -> session.query("SELECT current_setting('memory_limit')").getFirst().text(0));
  }
}
