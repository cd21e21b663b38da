package dev.eider.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.digest.Digests.Rows;
import dev.eider.digest.Merge.Found;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MergeTest {

  @Test
  void equalRowsMeet() {
    assertThat(merged(10, rows(row(1, 5), row(2, 6)), rows(row(1, 5), row(2, 6))))
        .isEqualTo("changed 0, only source 0, only destination 0, newer 0");
  }

  @Test
  void oneKeyWithOtherValuesIsAChangedRow() {
    assertThat(merged(10, rows(row(1, 5), row(2, 6)), rows(row(1, 5), row(2, 7))))
        .isEqualTo("changed 1, only source 0, only destination 0, newer 0");
  }

  @Test
  void whatIsOnOneSideOnlyIsTold() {
    assertThat(merged(10, rows(row(1, 5), row(3, 6)), rows(row(2, 5), row(3, 6), row(4, 1))))
        .isEqualTo("changed 0, only source 1, only destination 2, newer 0");
  }

  @Test
  void aDoubledRowIsOneTooMany() {
    assertThat(merged(10, rows(row(1, 5)), rows(row(1, 5), row(1, 5))))
        .isEqualTo("changed 0, only source 0, only destination 1, newer 0");
  }

  @Test
  void aRowThatIsNewerIsNoDifferenceAndNeitherIsItsOldVersion() {
    assertThat(merged(10, rows(newer(1, 5), newer(2, 6)), rows(row(1, 4))))
        .isEqualTo("changed 0, only source 0, only destination 0, newer 2");
  }

  @Test
  void aNewerRowThatIsThereAlreadyIsEqual() {
    assertThat(merged(10, rows(newer(1, 5)), rows(row(1, 5))))
        .isEqualTo("changed 0, only source 0, only destination 0, newer 0");
  }

  @Test
  void countsAllAndTellsTheFirst() {
    Merge merge = new Merge(2);
    merge.run(rows(row(1, 1), row(2, 1), row(3, 1)), rows(row(0, 9), row(2, 2)));

    assertThat(merge.onlySource()).isEqualTo(2);
    assertThat(merge.changed()).isEqualTo(1);
    assertThat(merge.found()).containsExactly(new Found(0, null, 9L), new Found(1, 1L, null));
  }

  private static String merged(int most, Rows source, Rows destination) {
    Merge merge = new Merge(most);
    merge.run(source, destination);
    return "changed %d, only source %d, only destination %d, newer %d"
        .formatted(merge.changed(), merge.onlySource(), merge.onlyDestination(), merge.newer());
  }

  private static Row row(long id, long hash) {
    return new Row(id, hash, false);
  }

  private static Row newer(long id, long hash) {
    return new Row(id, hash, true);
  }

  private static Rows rows(Row... rows) {
    return new Listed(List.of(rows).iterator());
  }

  private record Row(long id, long hash, boolean newer) {}

  /** Rows of a list. */
  private static final class Listed implements Rows {
    private final Iterator<Row> rows;
    private Row at = new Row(0, 0, false);

    Listed(Iterator<Row> rows) {
      this.rows = rows;
    }

    @Override
    public boolean next() {
      boolean there = rows.hasNext();
      at = there ? rows.next() : at;
      return there;
    }

    @Override
    public long id() {
      return at.id;
    }

    @Override
    public long hash() {
      return at.hash;
    }

    @Override
    public boolean newer() {
      return at.newer;
    }
  }
}
