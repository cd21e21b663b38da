package dev.eider.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
  private static final Duration OLD = Retention.KEPT.plusHours(1);
  private static final Duration NEW = Retention.KEPT.minusHours(1);

  private final Path home;
  private final Path staging;

  RetentionTest(@TempDir Path home) {
    this.home = home;
    this.staging = home.resolve("staging");
  }

  @BeforeEach
  void oneOldAndOneNewOfEach() throws IOException {
    staged("batches/shop/orders/1/0-1/rows", OLD);
    staged("batches/shop/orders/2/0-1/rows", NEW);
    staged("schemas/old.json", OLD);
    staged("schemas/new.json", NEW);
  }

  @Test
  void removesRunsAndSchemasNobodyEnded() throws IOException {
    assertThat(sweep()).isEqualTo(2);
    assertThat(files()).containsExactly("batches/shop/orders/2/0-1/rows", "schemas/new.json");
  }

  @Test
  void keepsARunWithOneNewChunk() throws IOException {
    staged("batches/shop/orders/1/7-1/rows", NEW);

    assertThat(sweep()).isEqualTo(1);
    assertThat(files()).contains("batches/shop/orders/1/0-1/rows");
  }

  @Test
  void keepsWhatARunningSyncMayStillAskFor() throws IOException {
    staged("batches/other/orders/1/0-1/rows", OLD);

    assertThat(sweep(new Retention.Running("shop", NOW.minus(OLD)))).isEqualTo(1);
    assertThat(files())
        .contains("batches/shop/orders/1/0-1/rows", "schemas/old.json")
        .doesNotContain("batches/other/orders/1/0-1/rows");
  }

  @Test
  void asksForRunningSyncsOnlyWhenSomethingIsOld() {
    Retention retention = new Retention(home);

    assertThat(
            retention.sweep(
                NOW.minus(Duration.ofDays(30)),
                () -> {
                  throw new AssertionError("nothing is old");
                }))
        .isZero();
  }

  @Test
  void hasNothingToDoInAnInstallationThatNeverSynced(@TempDir Path fresh) {
    assertThat(new Retention(fresh).sweep(NOW, List::of)).isZero();
  }

  @Test
  void letsRowsThatWereSetAsideGoAfterALongerWhile() throws IOException {
    held("shop/orders/00000001-00000000.ndjson", Retention.SET_ASIDE_KEPT.plusHours(1));
    held("shop/orders/00000002-00000000.ndjson.part", Retention.SET_ASIDE_KEPT.plusHours(1));
    Path kept =
        held("shop/orders/00000002-00000000.ndjson", Retention.SET_ASIDE_KEPT.minusHours(1));

    assertThat(sweep()).isEqualTo(2);
    assertThat(new Retention(home).sweepSetAside(NOW)).isEqualTo(2);
    assertThat(kept.getParent()).isDirectoryContaining(kept::equals);
    assertThat(Files.list(kept.getParent())).hasSize(1);
    assertThat(new Retention(home.resolve("none")).sweepSetAside(NOW)).isZero();
  }

  private Path held(String path, Duration ago) throws IOException {
    Path file = home.resolve("set-aside").resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
    age(file, ago);
    return file;
  }

  @Test
  void keepsASchemaThatWasReadLately() throws IOException {
    Staging keeper = new Staging(home);
    String key = keeper.keepSchema(BatchFilesTest.ORDERS);
    age(staging.resolve(key), Duration.ofDays(3_650));
    RowSchema unused = keeper.schema(key);

    assertThat(new Retention(home).sweep(Instant.now(), List::of)).isPositive();
    assertThat(staging.resolve(key)).exists();
  }

  private int sweep(Retention.Running... running) {
    return new Retention(home).sweep(NOW, () -> List.of(running));
  }

  private void staged(String path, Duration ago) throws IOException {
    Path file = staging.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
    for (Path each = file; !each.equals(staging); each = each.getParent()) {
      age(each, ago);
    }
  }

  private static void age(Path file, Duration ago) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(ago)));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> tree = Files.walk(staging)) {
      return tree.filter(Files::isRegularFile)
          .map(file -> staging.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }
}
