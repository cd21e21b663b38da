package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyRangesTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void fewKeysAreOneRange() {
    made(
        "SELECT i AS key_id FROM range(1000) t(i)",
        "1GB",
        session -> {
          assertThat(KeyRanges.of(session, "known")).containsExactly("true");
        });
  }

  @Test
  void everyNumberIsInOneRange() {
    made(
        "SELECT hash(i)::HUGEINT - 9223372036854775808 AS key_id FROM range(2500000) t(i)",
        "1GB",
        session -> {
          List<String> ranges = KeyRanges.of(session, "known");
          assertThat(ranges).hasSize(3);
          String ends =
              "(SELECT unnest([-9223372036854775808, -1, 0, 1, 9223372036854775807]) AS key_id"
                  + " UNION ALL FROM known)";
          long all = 0;
          for (String range : ranges) {
            long rows = session.number("SELECT count(*) FROM %s WHERE %s".formatted(ends, range));
            assertThat(rows).isBetween(600_000L, 1_100_000L);
            all += rows;
          }
          assertThat(all).isEqualTo(2_500_005);
        });
  }

  @Test
  void aJoinOfThemIsHeldInLittleMemory() {
    made(
        "SELECT i AS key_id FROM range(3000000) t(i)",
        "64MB",
        session -> {
          String came = "(SELECT key_id + 5 AS key_id FROM known)";
          long missing = 0;
          for (String range : KeyRanges.of(session, "known", came)) {
            missing +=
                session.number(
                    "SELECT count(*) FROM (%s)"
                        .formatted(KeyRanges.joined("known", "ANTI", came, range)));
          }
          assertThat(missing).isEqualTo(5);
        });
  }

  private void made(String keys, String memory, Check check) {
    Path path = folder.resolve("keys.duckdb");
    Sql.run(path, "CREATE TABLE known AS SELECT key_id::BIGINT AS key_id FROM (" + keys + ")");
    try (Lease lease = new Lease(new LocalFile(path, memory), true)) {
      lease.read(
          session -> {
            check.on(session);
            return true;
          });
    }
    Databases.SHARED.closeIdle();
  }

  /** What is to be seen. */
  private interface Check {
    void on(Session session);
  }
}
