package dev.eider.worker.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.worker.rig.Warehouse;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DifferenceTest {
  private final Warehouse warehouse;

  DifferenceTest(@TempDir Path folder) {
    this.warehouse = new Warehouse(folder.resolve("both.duckdb"));
  }

  /** Ten rows, of which those up to 5 were there before. */
  @BeforeEach
  void aCopy() {
    warehouse.run(
        "CREATE TABLE shop AS SELECT i AS id, 'row ' || i AS title FROM range(1, 11) t(i)");
    warehouse.run("CREATE TABLE copied AS FROM shop");
  }

  @Test
  void aCopyWithEveryRowDoesNotDiffer() {
    assertThat(found()).isEqualTo(Difference.NONE);
  }

  @Test
  void aRowThatWasThereBeforeWasWronglyDeletedAndANewOneIsLost() {
    warehouse.run("DELETE FROM copied WHERE id IN (3, 9)");

    Difference found = found();

    assertThat(found.wronglyDeleted()).isEqualTo(1);
    assertThat(found.lost()).isEqualTo(1);
    assertThat(found.samples()).hasSize(2);
  }

  @Test
  void aRowMoreThanOnceIsThereTwice() {
    warehouse.run("INSERT INTO copied FROM shop WHERE id = 4");

    assertThat(found()).extracting(Difference::twice, Difference::left).containsExactly(1L, 0L);
  }

  @Test
  void aRowTheSourceDeletedIsLeft() {
    warehouse.run("DELETE FROM shop WHERE id = 4");

    assertThat(found()).extracting(Difference::twice, Difference::left).containsExactly(0L, 1L);
  }

  @Test
  void anOldVersionOfARowIsLeftAndItsNewOneLost() {
    warehouse.run("UPDATE shop SET title = 'new' WHERE id = 4");

    assertThat(found())
        .extracting(Difference::lost, Difference::left, Difference::wronglyDeleted)
        .containsExactly(1L, 1L, 0L);
  }

  private Difference found() {
    return Difference.between(
        warehouse::rows, "FROM shop", "FROM copied", "SELECT id FROM shop WHERE id <= 5");
  }
}
