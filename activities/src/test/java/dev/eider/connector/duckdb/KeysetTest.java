package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeysetTest {
  private static final Keyset BY_CODE = new Keyset(List.of("\"code\""), List.of("VARCHAR"));

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void cutsAFewRowsExactly() {
    assertThat(stretches("SELECT 'c' || i AS code FROM range(1000) t(i)", "1GB", 300))
        .containsExactly(300L, 300L, 300L, 100L);
  }

  @Test
  void cutsManyRowsRoughlyAndLosesNone() {
    List<Long> stretches =
        stretches("SELECT md5(i::VARCHAR) AS code FROM range(200000) t(i)", "1GB", 50_000);

    assertThat(stretches).allMatch(rows -> rows < 60_000).hasSizeBetween(4, 6);
    assertThat(stretches.stream().mapToLong(Long::longValue).sum()).isEqualTo(200_000);
  }

  @Test
  void needsNoMemoryForTheRowsOfAStretch() {
    assertThat(
            stretches("SELECT md5(i::VARCHAR) AS code FROM range(2000000) t(i)", "24MB", 500_000))
        .hasSizeBetween(4, 6);
  }

  private List<Long> stretches(String rows, String memory, long limit) {
    Path path = folder.resolve("shop.duckdb");
    Sql.run(path, "CREATE TABLE items AS " + rows);
    List<Long> found = new ArrayList<>();
    try (Lease lease = new Lease(new LocalFile(path, memory), true)) {
      lease.read(
          session -> {
            String rest = "true";
            @Nullable List<String> edge;
            do {
              edge = BY_CODE.edge(session, "items", rest, limit);
              String stretch = edge == null ? rest : rest + " AND " + BY_CODE.compare("<=", edge);
              found.add(session.number("SELECT count(*) FROM items WHERE " + stretch));
              rest = edge == null ? rest : BY_CODE.compare(">", edge);
            } while (edge != null);
            return found;
          });
    }
    Databases.SHARED.closeIdle();
    return found;
  }
}
