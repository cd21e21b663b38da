package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.destination.Destination;
import dev.eider.destination.Destination.Batch;
import dev.eider.destination.Destination.Gone;
import dev.eider.destination.Destination.Run;
import dev.eider.fault.Fault;
import dev.eider.outcome.Counts;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.Detection;
import dev.eider.plan.Fuse;
import dev.eider.plan.Position;
import dev.eider.plan.ReadMode;
import dev.eider.plan.Removal;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.record.FieldType;
import dev.eider.record.RowSchema;
import dev.eider.record.StagedBatch;
import dev.eider.step.Checkpoint;
import dev.eider.step.Sweep.Found;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MirrorTest {
  private static final RowSchema SCHEMA =
      new RowSchema(
          List.of(
              new RowSchema.Column("id", new FieldType.Int64()),
              new RowSchema.Column("name", new FieldType.Text())),
          "{}");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private int files;

  @Test
  void removesTheKeysTheSourceFoundGone() {
    long generation = loaded(Removal.HARD, "(1, 'a'), (2, 'b'), (3, 'c')");

    assertThat(survey(generation, keys("batch", "(2), (9)"))).isEqualTo(new Found(1, 3));
    assertThat(remove(Removal.HARD, generation).deleted()).isEqualTo(1);
    assertThat(names()).containsExactly("a", "c");
  }

  @Test
  void removesAllButTheKeysTheSourceFoundPresent() {
    long generation = loaded(Removal.HARD, "(1, 'a'), (2, 'b'), (NULL, 'keyless')");

    assertThat(survey(generation, keys("present", "(1), (7), (NULL)"))).isEqualTo(new Found(1, 3));
    assertThat(remove(Removal.HARD, generation).deleted()).isEqualTo(1);
    assertThat(names()).containsExactly("a", "keyless");
  }

  @Test
  void whatIsRemovedDoesNotNeedTheKeysOfTheSourceAgain() {
    long generation = loaded(Removal.HARD, "(1, 'a'), (2, 'b')");
    survey(generation, keys("batch", "(2)"));
    Sql.run(warehouse(), "INSERT INTO things (id, name) VALUES (5, 'made by hand')");

    remove(Removal.HARD, generation);

    assertThat(names()).containsExactly("a", "made by hand");
  }

  @Test
  void nothingIsRemovedThatWasNotSurveyed() {
    long generation = loaded(Removal.HARD, "(1, 'a')");

    assertThatThrownBy(() -> remove(Removal.HARD, generation))
        .isInstanceOfSatisfying(
            Fault.Defect.class,
            f -> assertThat(f.problem().code()).isEqualTo("destination.not_surveyed"));
  }

  @Test
  void removesEveryRowOfAKeyThatIsGone() {
    long generation = loaded(Removal.HARD, "(1, 'a'), (2, 'b')");
    Sql.run(warehouse(), "INSERT INTO things (id, name) VALUES (2, 'twin')");

    assertThat(survey(generation, keys("batch", "(2)"))).isEqualTo(new Found(2, 3));
    assertThat(remove(Removal.HARD, generation).deleted()).isEqualTo(2);
    assertThat(names()).containsExactly("a");
  }

  @Test
  void aRemovalThatCannotBeNotedRemovesNothing() {
    long generation = loaded(Removal.HARD, "(1, 'a'), (2, 'b')");
    survey(generation, keys("batch", "(2)"));
    Sql.run(
        warehouse(),
        "CREATE TABLE kept AS SELECT * FROM _eider_ledger",
        "DROP TABLE _eider_ledger",
        "CREATE TABLE _eider_ledger (sync VARCHAR, stream VARCHAR, generation BIGINT,"
            + " chunk INTEGER CHECK (chunk >= -1), attempt INTEGER, rows BIGINT, inserted BIGINT,"
            + " updated BIGINT, unchanged BIGINT, state VARCHAR, resume VARCHAR, batch VARCHAR,"
            + " committed_at TIMESTAMPTZ, deleted BIGINT, replaced BIGINT)",
        "INSERT INTO _eider_ledger SELECT * FROM kept");

    assertThatThrownBy(() -> remove(Removal.HARD, generation)).isInstanceOf(Fault.class);

    assertThat(names()).containsExactly("a", "b");
  }

  @Test
  void aBatchWhoseKeysCannotBeNotedIsNotLoaded() {
    long generation = open(Removal.HARD).generation();
    Sql.run(warehouse(), "DROP TABLE _eider_seen_things");

    assertThatThrownBy(() -> load(Removal.HARD, ReadMode.FULL_REFRESH, generation, "(1, 'a')"))
        .isInstanceOf(Fault.Defect.class);

    assertThat(names()).isEmpty();
    assertThat(Sql.texts(warehouse(), "SELECT count(*) FROM _eider_ledger")).containsExactly("0");
  }

  @Test
  void aLostListingIsNotTakenForAnEmptyOne() {
    long generation = open(Removal.HARD).generation();
    load(Removal.HARD, ReadMode.FULL_REFRESH, generation, "(1, 'a')");
    Sql.run(warehouse(), "DROP TABLE _eider_seen_things");

    assertThatThrownBy(() -> survey(generation, null))
        .isInstanceOfSatisfying(
            Fault.Defect.class,
            f -> assertThat(f.problem().code()).isEqualTo("destination.no_listing"));
  }

  @Test
  void anIncrementalReadListsNothing() {
    long generation = open(Removal.HARD).generation();
    load(Removal.HARD, ReadMode.INCREMENTAL, generation, "(1, 'a')");

    assertThat(Sql.texts(warehouse(), "SELECT count(*) FROM _eider_seen_things"))
        .containsExactly("0");
  }

  @Test
  void notesNothingBesideTheTableOnceItIsDone() {
    long generation = loaded(Removal.SOFT, "(1, 'a')");
    survey(generation, keys("batch", "(1)"));
    try (Destination destination = destination()) {
      destination.close(run("run-1"), task(Removal.SOFT), generation, Position.end(null), true);
    }

    assertThat(
            Sql.texts(
                warehouse(),
                "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE '%things'"))
        .containsExactly("things");
  }

  @Test
  void aTableThatPyAirbyteMadeGetsTheColumnWhenItIsNeeded() {
    Sql.run(
        warehouse(),
        "CREATE TABLE things (id BIGINT, name VARCHAR, _airbyte_raw_id VARCHAR,"
            + " _airbyte_extracted_at TIMESTAMP, _airbyte_meta JSON)",
        "INSERT INTO things VALUES (1, 'a', 'x', now()::TIMESTAMP, '{}'),"
            + " (2, 'b', 'y', now()::TIMESTAMP, '{}')");
    long generation = open(Removal.SOFT).generation();
    assertThat(survey(generation, keys("batch", "(2)"))).isEqualTo(new Found(1, 2));
    assertThat(columns()).doesNotContain(Names.DELETED_AT);

    remove(Removal.SOFT, generation);

    assertThat(columns()).contains(Names.DELETED_AT);
    assertThat(Sql.texts(warehouse(), "SELECT id FROM things WHERE _eider_deleted_at IS NULL"))
        .containsExactly("1");
  }

  @Test
  void aFieldNamedLikeOursIsKeptBesideIt() {
    RowSchema schema =
        new RowSchema(
            List.of(
                new RowSchema.Column("id", new FieldType.Int64()),
                new RowSchema.Column(Names.DELETED_AT, new FieldType.Text())),
            "{}");
    try (Destination destination = destination()) {
      long unused =
          destination.open(run("run-1"), task(Removal.SOFT), schema, false, false).generation();
    }

    assertThat(columns()).contains(Names.columnFor(Names.DELETED_AT, List.of()));
    assertThat(columns()).doesNotContain(Names.DELETED_AT);
  }

  @Test
  void goesOnInARunThatAnEarlierVersionOpened() {
    Checkpoint.Opened opened = open(Removal.HARD);
    Sql.run(
        warehouse(),
        "ALTER TABLE _eider_ledger DROP COLUMN replaced",
        "ALTER TABLE _eider_ledger DROP COLUMN deleted",
        "ALTER TABLE _eider_streams DROP COLUMN key_types",
        "ALTER TABLE _eider_streams DROP COLUMN swept_at");

    load(Removal.HARD, ReadMode.FULL_REFRESH, opened.generation(), "(1, 'a'), (2, 'b')");

    assertThat(survey(opened.generation(), null)).isEqualTo(new Found(0, 2));
    assertThat(open(Removal.HARD)).isEqualTo(opened);
  }

  private long loaded(Removal removal, String rows) {
    long generation = open(removal).generation();
    load(removal, ReadMode.COMPARE, generation, rows);
    return generation;
  }

  private Checkpoint.Opened open(Removal removal) {
    try (Destination destination = destination()) {
      return destination.open(run("run-1"), task(removal), SCHEMA, false, false);
    }
  }

  private void load(Removal removal, ReadMode mode, long generation, String rows) {
    Path file = folder.resolve("batch-" + files++ + ".duckdb");
    Sql.run(
        file, "CREATE TABLE batch (id BIGINT, name VARCHAR)", "INSERT INTO batch VALUES " + rows);
    StagedBatch staged = new StagedBatch(file, BatchFormat.DUCKDB, SCHEMA, 1, 0);
    try (Destination destination = destination()) {
      Counts counts =
          destination.load(
              new Batch(
                  "shop",
                  "source-shop",
                  task(removal).read(mode),
                  generation,
                  0,
                  1,
                  staged,
                  Position.end("{}")));
      assertThat(counts.inserted()).isPositive();
    }
  }

  private StagedBatch keys(String table, String ids) {
    Path file = folder.resolve("keys-" + files++ + ".duckdb");
    Sql.run(
        file,
        "CREATE TABLE " + table + " (key_id BIGINT)",
        "INSERT INTO " + table + " VALUES " + ids);
    return new StagedBatch(file, BatchFormat.DUCKDB, SCHEMA, 1, 0);
  }

  private Found survey(long generation, @Nullable StagedBatch keys) {
    try (Destination destination = destination()) {
      return destination.survey(new Gone("shop", task(Removal.HARD), generation, keys));
    }
  }

  private Counts remove(Removal removal, long generation) {
    try (Destination destination = destination()) {
      return destination.remove(new Gone("shop", task(removal), generation, null));
    }
  }

  private List<String> names() {
    return Sql.texts(warehouse(), "SELECT name FROM things ORDER BY id");
  }

  private List<String> columns() {
    return Sql.query(
            warehouse(), "SELECT column_name FROM duckdb_columns() WHERE table_name = 'things'")
        .stream()
        .map((Map<String, @Nullable Object> row) -> String.valueOf(row.get("column_name")))
        .toList();
  }

  private Destination destination() {
    return new DuckDbDestination(new LocalFile(warehouse(), LocalFile.MEMORY), "main");
  }

  private Path warehouse() {
    return folder.resolve("warehouse.duckdb");
  }

  private static Run run(String id) {
    return new Run("shop", "source-shop", "f1", id);
  }

  private static StreamTask task(Removal removal) {
    WriteMode mirror =
        new WriteMode.Mirror(
            List.of("id"), null, ReadMode.COMPARE, Detection.EVERY_SYNC, removal, Fuse.DEFAULT);
    return new StreamTask(
        "things",
        ReadMode.COMPARE,
        mirror,
        null,
        Duration.ZERO,
        "things",
        null,
        "schema",
        BatchFormat.DUCKDB);
  }
}
