package dev.eider.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WriteModeTest {

  @Test
  void aMirrorWithoutAKeyListsEveryRowWithEverySync() {
    assertThat(mirror(ReadMode.FULL_REFRESH, Detection.EVERY_SYNC, Removal.SOFT).keys()).isEmpty();
    assertThatThrownBy(() -> mirror(ReadMode.COMPARE, Detection.EVERY_SYNC, Removal.HARD))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> mirror(ReadMode.FULL_REFRESH, Detection.DAILY, Removal.HARD))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMirrorWithoutAKeyLeavesNoTombstones() {
    assertThatThrownBy(() -> mirror(ReadMode.FULL_REFRESH, Detection.EVERY_SYNC, Removal.TOMBSTONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rowsWithoutAKeyThatComeOnceMoreAreAdded() {
    WriteMode mirror = mirror(ReadMode.FULL_REFRESH, Detection.EVERY_SYNC, Removal.HARD);
    StreamTask task =
        new StreamTask(
            "log",
            ReadMode.FULL_REFRESH,
            mirror,
            null,
            Duration.ZERO,
            "log",
            null,
            "schema",
            BatchFormat.NDJSON);

    assertThat(task.replaying().write()).isEqualTo(new WriteMode.Append());
  }

  private static WriteMode mirror(ReadMode pass, Detection detection, Removal removal) {
    return new WriteMode.Mirror(List.of(), null, pass, detection, removal, Fuse.DEFAULT);
  }
}
