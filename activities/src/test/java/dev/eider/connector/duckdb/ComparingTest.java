package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.fault.Fault;
import dev.eider.plan.Position;
import dev.eider.plan.ReadMode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ComparingTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private Mirrored people(int rows) {
    Mirrored mirror = new Mirrored(folder, null, "id");
    fill(mirror, rows);
    return mirror;
  }

  private Mirrored timed(int rows) {
    Mirrored mirror = new Mirrored(folder, "updated_at", "id");
    fill(mirror, rows);
    return mirror;
  }

  private static void fill(Mirrored mirror, int rows) {
    Sql.run(
        mirror.file(),
        "CREATE TABLE people AS SELECT i AS id, 'p' || i AS name,"
            + " TIMESTAMP '2024-01-01' + to_days(i::INTEGER) AS updated_at FROM range(1, "
            + (rows + 1)
            + ") r(i)");
  }

  private static void matches(Mirrored mirror) {
    assertThat(mirror.rows).isEqualTo(mirror.source("people"));
  }

  @Test
  void theFirstReadHandsOutEveryRowAndEveryKey() {
    Mirrored mirror = people(10);

    assertThat(mirror.compare()).hasToString("all 10 rows, 0 gone");
    matches(mirror);
    assertThat(mirror.state).contains("\"snapshot\"", "\"version\":1");
    assertThat(mirror.waits).anyMatch(w -> w.startsWith("every row is read: there is no snapshot"));
  }

  @Test
  void nothingChangedHandsOutNothing() {
    Mirrored mirror = people(10);
    mirror.compare();
    String before = mirror.state;
    Mirrored.Came came = mirror.compare();

    assertThat(came).hasToString("0 rows, 0 gone");
    assertThat(came.chunks).isEqualTo(1);
    assertThat(mirror.state).isEqualTo(before);
  }

  /** Many stretches of a table that has one part are read from a copy, few straight from it. */
  @ParameterizedTest
  @ValueSource(longs = {30, 60, 1000})
  void whatChangedCameAndWentIsFound(long rowsAtOnce) {
    Mirrored mirror = people(200);
    mirror.limits = new DuckDbSource.Limits(rowsAtOnce, 30);
    mirror.compare();
    Sql.run(
        mirror.file(),
        "UPDATE people SET name = 'new' WHERE id % 10 = 1",
        "DELETE FROM people WHERE id % 50 = 0",
        "INSERT INTO people SELECT i, 'late', now()::TIMESTAMP FROM range(300, 305) r(i)");

    assertThat(mirror.compare()).hasToString("25 rows, 4 gone");
    matches(mirror);
    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
  }

  @Test
  void fewUnequalBucketsAreComparedAlone() {
    Mirrored mirror = people(5000);
    mirror.limits = DuckDbSource.Limits.DEFAULT;
    mirror.compare();
    Sql.run(
        mirror.file(),
        "UPDATE people SET name = 'new' WHERE id IN (17, 4711)",
        "DELETE FROM people WHERE id = 2500");

    assertThat(mirror.compare()).hasToString("2 rows, 1 gone");
    matches(mirror);
    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
  }

  @Test
  void aRowDeletedAndInsertedAgainIsOneThatChanged() {
    Mirrored mirror = people(5);
    mirror.compare();
    Sql.run(
        mirror.file(),
        "DELETE FROM people WHERE id = 3",
        "INSERT INTO people VALUES (3, 'again', '2025-01-01')");

    assertThat(mirror.compare()).hasToString("1 rows, 0 gone");
    matches(mirror);
  }

  @Test
  void aTruncatedTableIsGoneAndComesBack() {
    Mirrored mirror = people(20);
    mirror.compare();
    Sql.run(mirror.file(), "DELETE FROM people");

    assertThat(mirror.compare()).hasToString("0 rows, 20 gone");
    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
    Sql.run(mirror.file(), "INSERT INTO people SELECT i, 'x', NULL FROM range(5) r(i)");
    assertThat(mirror.compare()).hasToString("5 rows, 0 gone");
    matches(mirror);
  }

  @Test
  void anEmptySourceSaysThatNoKeyIsThere() {
    Mirrored mirror = people(0);
    mirror.rows.put(7L, "left from before");

    assertThat(mirror.compare()).hasToString("all 0 rows, 1 gone");
    matches(mirror);
  }

  @Test
  void goneRowsThatWereKeptAreFoundAgain() {
    Mirrored mirror = people(20);
    mirror.compare();
    Sql.run(mirror.file(), "DELETE FROM people WHERE id > 5");
    mirror.sweeps = false;
    assertThat(mirror.compare()).hasToString("0 rows, 15 gone");
    assertThat(mirror.compare()).hasToString("0 rows, 15 gone");
    mirror.sweeps = true;
    assertThat(mirror.compare()).hasToString("0 rows, 15 gone");
    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
    matches(mirror);
  }

  @Test
  void goneRowsKeptAfterAWholeReadAreFoundAgainByAnother() {
    Mirrored mirror = people(5);
    mirror.rows.put(99L, "stranger");
    mirror.sweeps = false;
    mirror.compare();
    mirror.sweeps = true;

    mirror.sweeps = false;
    assertThat(mirror.compare()).hasToString("all 0 rows, 1 gone");
    Sql.run(
        mirror.file(),
        "INSERT INTO people VALUES (6, 'new', NULL)",
        "DELETE FROM people WHERE id = 5");
    mirror.sweeps = true;

    assertThat(mirror.compare()).hasToString("all 1 rows, 2 gone");
    matches(mirror);
    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
  }

  @Test
  void aRowThatCameWhileEveryKeyWasHandedOutAgainComesWithTheNextRead() {
    Mirrored mirror = people(20);
    mirror.rows.put(99L, "stranger");
    mirror.sweeps = false;
    mirror.compare();
    Sql.run(mirror.file(), "UPDATE people SET name = 'new'");
    mirror.betweenChunks =
        () -> {
          mirror.betweenChunks = null;
          Sql.run(mirror.file(), "INSERT INTO people VALUES (50, 'late', NULL)");
        };
    mirror.sweeps = true;

    assertThat(mirror.compare()).hasToString("all 20 rows, 1 gone");
    assertThat(mirror.compare()).hasToString("1 rows, 0 gone");
    matches(mirror);
  }

  @Test
  void aSnapshotOfAnEarlierVersionIsStillGood() {
    Mirrored mirror = people(20);
    mirror.compare();
    Sql.run(mirror.snapshot(), "ALTER TABLE meta DROP COLUMN owed");

    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
  }

  @Test
  void aRowUpdatedAndThenDeletedBetweenTwoReadsIsGone() {
    Mirrored mirror = timed(20);
    mirror.compare();
    Sql.run(
        mirror.file(),
        "UPDATE people SET name = 'new', updated_at = '2030-01-01' WHERE id IN (3, 4)",
        "DELETE FROM people WHERE id = 3");

    assertThat(mirror.compare()).hasToString("1 rows, 1 gone");
    matches(mirror);
  }

  @Test
  void aRowUpdatedHandedOutByCursorAndThenDeletedIsGone() {
    Mirrored mirror = timed(20);
    mirror.compare();
    Sql.run(mirror.file(), "UPDATE people SET updated_at = '2030-01-01' WHERE id = 3");
    mirror.incremental();
    Sql.run(mirror.file(), "DELETE FROM people WHERE id = 3");

    assertThat(mirror.compare()).hasToString("0 rows, 1 gone");
    matches(mirror);
  }

  @Test
  void aRowWhoseCursorGoesBackIsOneThatChanged() {
    Mirrored mirror = timed(20);
    mirror.compare();
    Sql.run(mirror.file(), "UPDATE people SET updated_at = '1999-01-01' WHERE id IN (3, 20)");

    assertThat(mirror.compare()).hasToString("2 rows, 0 gone");
    matches(mirror);
    assertThat(mirror.state).contains("\"cursor\":\"2024-01-20 00:00:00\"");
  }

  @Test
  void aDifferenceNeverSettledIsFoundAgain() {
    Mirrored mirror = people(20);
    mirror.compare();
    Sql.run(
        mirror.file(),
        "UPDATE people SET name = 'new' WHERE id = 4",
        "DELETE FROM people WHERE id = 5");
    mirror.settles = false;
    assertThat(mirror.compare()).hasToString("1 rows, 1 gone");
    mirror.settles = true;

    assertThat(mirror.compare()).hasToString("1 rows, 1 gone");
    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
    matches(mirror);
  }

  @Test
  void settlingTwiceIsSettlingOnce() {
    Mirrored mirror = people(20);
    mirror.compare();
    Sql.run(mirror.file(), "UPDATE people SET name = 'new' WHERE id = 4");
    mirror.compare();
    mirror.settle(Position.end(mirror.state), true);

    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
  }

  @Test
  void aRowThatCameWithABrokenReadAndWentIsGone() {
    Mirrored mirror = people(20);
    mirror.compare();
    Sql.run(mirror.file(), "INSERT INTO people SELECT i, 'x', NULL FROM range(100, 120) r(i)");
    mirror.breakOff(ReadMode.COMPARE, 2);
    assertThat(mirror.rows).containsKey(100L);
    Sql.run(mirror.file(), "DELETE FROM people WHERE id = 100");

    mirror.compare();

    matches(mirror);
    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
  }

  @Test
  void aRowThatCameBetweenTwoReadsThatCompareAndWentIsGone() {
    Mirrored mirror = timed(20);
    mirror.compare();
    Sql.run(
        mirror.file(),
        "INSERT INTO people VALUES (100, 'x', '2030-01-01'), (101, 'y', '2030-01-02')");
    mirror.incremental();
    assertThat(mirror.rows).containsKey(100L);
    Sql.run(mirror.file(), "DELETE FROM people WHERE id = 100");

    assertThat(mirror.compare()).hasToString("1 rows, 1 gone");
    matches(mirror);
  }

  @Test
  void theSameWithEveryBucketEqual() {
    Mirrored mirror = timed(20);
    mirror.compare();
    Sql.run(mirror.file(), "INSERT INTO people VALUES (100, 'x', '2030-01-01')");
    mirror.incremental();
    Sql.run(mirror.file(), "DELETE FROM people WHERE id = 100");
    mirror.sweeps = false;
    assertThat(mirror.compare()).hasToString("0 rows, 1 gone");
    mirror.sweeps = true;

    assertThat(mirror.compare()).hasToString("0 rows, 1 gone");
    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
    matches(mirror);
  }

  @Test
  void anIncrementalReadGoesOnFromOneThatCompared() {
    Mirrored mirror = timed(20);
    mirror.compare();
    assertThat(mirror.state).contains("\"cursor\":\"2024-01-21 00:00:00\"", "\"snapshot\"");
    Sql.run(mirror.file(), "UPDATE people SET updated_at = '2031-01-01' WHERE id = 1");

    assertThat(mirror.incremental()).hasToString("2 rows, 0 gone");
    assertThat(mirror.state).contains("\"cursor\":\"2031-01-01 00:00:00\"", "\"snapshot\"");
    assertThat(mirror.compare()).hasToString("1 rows, 0 gone");
    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
    matches(mirror);
  }

  @Test
  void anIncrementalReadWithoutItsSnapshotForgetsIt() throws IOException {
    Mirrored mirror = timed(20);
    mirror.compare();
    Files.delete(mirror.snapshot());
    mirror.incremental();

    assertThat(mirror.state).contains("\"cursor\"").doesNotContain("snapshot");
    assertThat(mirror.compare().whole).isTrue();
  }

  @Test
  void aLostSnapshotIsBuiltAnew() throws IOException {
    Mirrored mirror = people(20);
    mirror.compare();
    Files.delete(mirror.snapshot());
    Sql.run(mirror.file(), "DELETE FROM people WHERE id = 5");

    assertThat(mirror.note).isNull();
    assertThat(mirror.compare()).hasToString("all 19 rows, 1 gone");
    assertThat(mirror.note).isEqualTo("every row was read: there is no snapshot to compare with");
    matches(mirror);
    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
  }

  @Test
  void aSnapshotLostInTheMiddleOfAReadIsBuiltAnew() {
    Mirrored mirror = people(20);
    mirror.compare();
    Sql.run(mirror.file(), "UPDATE people SET name = 'new'");
    mirror.betweenChunks =
        () -> {
          mirror.betweenChunks = null;
          delete(mirror.snapshot());
        };

    assertThat(mirror.compare().whole).isTrue();
    matches(mirror);
    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
  }

  @Test
  void aSnapshotThatIsNoDatabaseIsBuiltAnew() throws IOException {
    Mirrored mirror = people(20);
    mirror.compare();
    Databases.SHARED.closeIdle();
    Files.writeString(mirror.snapshot(), "nonsense");

    assertThat(mirror.compare()).hasToString("all 20 rows, 0 gone");
    assertThat(mirror.waits).contains("every row is read: the snapshot was damaged");
    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
  }

  @Test
  void aSnapshotWithDamagedBlocksIsBuiltAnewByTheNextAttempt() throws IOException {
    Mirrored mirror = people(2000);
    mirror.limits = DuckDbSource.Limits.DEFAULT;
    mirror.compare();
    Databases.SHARED.closeIdle();
    try (RandomAccessFile file = new RandomAccessFile(mirror.snapshot().toFile(), "rw")) {
      for (long at = 3 * 4096 + 100; at < file.length(); at += 4096) {
        file.seek(at);
        file.write(0x5a);
      }
    }
    Sql.run(mirror.file(), "DELETE FROM people WHERE id = 5");
    try {
      mirror.compare();
    } catch (Fault.Unavailable e) {
      assertThat(e.problem().code()).isEqualTo("duckdb.snapshot");
      mirror.compare();
    }

    matches(mirror);
    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
  }

  @Test
  void aSnapshotOfAnotherMomentIsNotCompared() {
    Mirrored mirror = people(20);
    mirror.compare();
    String early = mirror.state;
    Sql.run(mirror.file(), "DELETE FROM people WHERE id = 5");
    mirror.compare();
    mirror.state = early;

    assertThat(mirror.compare().whole).isTrue();
    matches(mirror);
  }

  @Test
  void withoutAStateEveryRowIsRead() {
    Mirrored mirror = people(20);
    mirror.compare();
    mirror.state = null;

    assertThat(mirror.compare().whole).isTrue();
  }

  @Test
  void anotherEngineMeansAnotherSnapshot() {
    Mirrored mirror = people(20);
    mirror.compare();
    Sql.run(mirror.snapshot(), "UPDATE meta SET engine = 'v1.2.2'");

    assertThat(mirror.compare().whole).isTrue();
    assertThat(mirror.waits).anyMatch(w -> w.contains("made by DuckDB v1.2.2"));
  }

  @Test
  void anEngineThatHashesDifferentlyWithoutSayingSoCostsOnlyTime() {
    Mirrored mirror = people(50);
    mirror.compare();
    Sql.run(
        mirror.snapshot(),
        "UPDATE rows SET row_hash = hash(row_hash)",
        "UPDATE buckets SET x = x + 1");

    assertThat(mirror.compare()).hasToString("50 rows, 0 gone");
    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
  }

  @Test
  void anAddedColumnMeansAnotherSnapshot() {
    Mirrored mirror = people(20);
    mirror.compare();
    Sql.run(mirror.file(), "ALTER TABLE people ADD COLUMN age INTEGER");

    assertThat(mirror.compare().whole).isTrue();
    matches(mirror);
  }

  @Test
  void aRenamedKeyIsRefused() {
    Mirrored mirror = people(20);
    mirror.compare();
    Sql.run(mirror.file(), "ALTER TABLE people RENAME COLUMN id TO nr");

    assertThatThrownBy(mirror::compare)
        .isInstanceOf(Fault.Misconfigured.class)
        .hasMessageContaining("'id'");
  }

  @Test
  void rowsWithoutAKeyAreSetAside() {
    Mirrored mirror = people(20);
    Sql.run(mirror.file(), "INSERT INTO people VALUES (NULL, 'x', NULL), (NULL, 'y', NULL)");

    assertThat(mirror.compare()).hasToString("all 20 rows, 0 gone");
    assertThat(mirror.setAside).isEqualTo(2);
    mirror.setAside = 0;
    mirror.aside.clear();
    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
    assertThat(mirror.setAside).isEqualTo(2);
    assertThat(mirror.aside).extracting(row -> row.get("name")).containsExactly("x", "y");
  }

  @Test
  void ofFarTooManyRowsWithoutAKeySomeAreKeptAndAllAreCounted() {
    Mirrored mirror = people(20);
    Sql.run(mirror.file(), "INSERT INTO people SELECT NULL, 'x' || i, NULL FROM range(1500) r(i)");

    assertThat(mirror.compare()).hasToString("all 20 rows, 0 gone");
    assertThat(mirror.setAside).isEqualTo(1_500);
    assertThat(mirror.aside).hasSize(1_000);
  }

  @Test
  void ofADoubledKeyEveryRowIsHandedOutWhenOneChanged() {
    Mirrored mirror = people(5);
    mirror.limits = DuckDbSource.Limits.DEFAULT;
    Sql.run(mirror.file(), "INSERT INTO people VALUES (3, 'twin', '2025-01-01')");
    mirror.compare();
    Sql.run(mirror.file(), "UPDATE people SET name = 'new' WHERE name = 'twin'");

    assertThat(mirror.compare().withTwins).isEqualTo(2);
    assertThat(mirror.compare().withTwins).isZero();
  }

  @Test
  void columnsNamedLikeWhatIsComparedAreHandedOut() {
    Mirrored mirror = people(5);
    mirror.limits = DuckDbSource.Limits.DEFAULT;
    Sql.run(
        mirror.file(),
        "ALTER TABLE people ADD COLUMN key_id VARCHAR",
        "ALTER TABLE people ADD COLUMN new_id VARCHAR",
        "ALTER TABLE people ADD COLUMN eider_column_0 VARCHAR");
    mirror.compare();
    Sql.run(
        mirror.file(),
        "UPDATE people SET key_id = 'a', new_id = 'b', eider_column_0 = 'c' WHERE id = 3");

    assertThat(mirror.compare()).hasToString("1 rows, 0 gone");
    matches(mirror);
  }

  /** A join by key alone would take the second row for the first one changed. */
  @Test
  void theFirstOfADoubledKeyThatWentIsAChange() {
    Mirrored mirror = people(20);
    mirror.compare();
    Sql.run(mirror.file(), "INSERT INTO people VALUES (3, 'second', NULL)");
    assertThat(mirror.compare().withTwins).isEqualTo(2);
    Sql.run(mirror.file(), "DELETE FROM people WHERE name = 'p3'");

    assertThat(mirror.compare()).hasToString("1 rows, 0 gone");
    matches(mirror);
  }

  @Test
  void aDoubledKeyIsNeverGoneWhileOneRowHasIt() {
    Mirrored mirror = people(20);
    Sql.run(
        mirror.file(), "INSERT INTO people VALUES (3, 'second', NULL), (4, 'p4', '2024-01-05')");
    mirror.compare();
    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
    Sql.run(mirror.file(), "DELETE FROM people WHERE name = 'second' OR id = 5");

    assertThat(mirror.compare()).hasToString("1 rows, 1 gone");
    matches(mirror);
    Sql.run(mirror.file(), "DELETE FROM people WHERE id = 3 OR id = 4");
    assertThat(mirror.compare()).hasToString("0 rows, 2 gone");
    matches(mirror);
  }

  @Test
  void aSourceThatChangesWhileItIsReadIsCaughtUpWith() {
    Mirrored mirror = people(20);
    mirror.betweenChunks =
        () ->
            Sql.run(
                mirror.file(),
                "UPDATE people SET name = name || '!' WHERE id IN (1, 20)",
                "INSERT INTO people SELECT max(id) + 1, 'late', NULL FROM people",
                "DELETE FROM people WHERE id = (SELECT min(id) FROM people WHERE id > 1)");
    mirror.compare();
    mirror.compare();
    mirror.betweenChunks = null;
    mirror.compare();

    matches(mirror);
    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
  }

  @Test
  void aRowThatCameInTheMiddleOfAWholeReadAndWentIsGone() {
    Mirrored mirror = people(10);
    mirror.betweenChunks =
        () -> {
          mirror.betweenChunks = null;
          Sql.run(mirror.file(), "INSERT INTO people VALUES (50, 'late', NULL)");
        };
    mirror.compare();
    assertThat(mirror.rows).containsKey(50L);
    Sql.run(mirror.file(), "DELETE FROM people WHERE id = 50");

    assertThat(mirror.compare()).hasToString("0 rows, 1 gone");
    matches(mirror);
  }

  @Test
  void aSnapshotSomebodyHoldsIsWaitedFor() throws Exception {
    Mirrored mirror = people(5);
    mirror.compare();
    Databases.SHARED.closeIdle();
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                mirror.snapshot().toString())
            .start();
    try {
      assertThat(holder.getInputStream().read()).isEqualTo('x');
      assertThatThrownBy(mirror::compare)
          .isInstanceOf(Fault.Unavailable.class)
          .hasMessageContaining(String.valueOf(holder.pid()))
          .hasMessageContaining("people.duckdb");
    } finally {
      holder.destroyForcibly().waitFor();
    }
    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
  }

  @Test
  void twoAttemptsDoNotWriteOneSnapshotAtOnce() {
    Mirrored mirror = people(5);
    mirror.compare();
    LocalFile place = new LocalFile(mirror.file(), LocalFile.MEMORY);
    try (Lease other = new Lease(place, true);
        Attachment held = Attachment.writing(other, mirror.snapshot())) {
      assertThat(held.schema().name()).isEqualTo("main");
      assertThatThrownBy(mirror::compare).isInstanceOf(Fault.Unavailable.class);
    }
    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
  }

  @Test
  void bucketsGrowWithTheTable() {
    Mirrored mirror = people(10);
    mirror.compare();
    Sql.run(mirror.file(), "INSERT INTO people SELECT i, 'x', NULL FROM range(100, 200000) r(i)");
    mirror.limits = DuckDbSource.Limits.DEFAULT;
    mirror.compare();

    assertThat(Sql.texts(mirror.snapshot(), "SELECT count(*) FROM buckets").getFirst())
        .satisfies(n -> assertThat(Long.parseLong(n)).isBetween(1000L, 16384L));
    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "INTEGER;i",
        "BIGINT;-i * 1000000000000",
        "BIGINT;9223372036854775807 - i * 200000000000000000",
        "UTINYINT;i",
        "UBIGINT;18446744073709551615::UBIGINT - i::UBIGINT",
        "HUGEINT;i::HUGEINT * 170141183460469231731687303715884",
        "UUID;md5(i::VARCHAR)::UUID",
        "VARCHAR;concat('ké', i)",
        "DECIMAL(18,3);i / 8",
        "DATE;DATE '1950-01-01' + i::INTEGER",
        "TIMESTAMP;TIMESTAMP '1950-01-01 00:00:00.123456' + to_days(i::INTEGER)",
        "TIMESTAMPTZ;TIMESTAMPTZ '2024-10-27 00:00:00+00' + to_minutes(i)",
        "FLOAT;i / 3",
        "DOUBLE;i / 3",
        "BLOB;encode(concat('b', i))"
      })
  void everyTypeOfKeyIsMirrored(String type, String value) {
    Mirrored mirror = new Mirrored(folder, null, "id");
    Sql.run(
        mirror.file(),
        "CREATE TABLE people (id %s, name VARCHAR)".formatted(type),
        "INSERT INTO people SELECT %s, 'p' || i FROM range(40) r(i)".formatted(value));
    mirror.compare();
    assertThat(mirror.rows).hasSize(40);
    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
    Sql.run(
        mirror.file(),
        "UPDATE people SET name = 'new' WHERE name IN ('p7', 'p8', 'p9', 'p39')",
        "DELETE FROM people WHERE name IN ('p17', 'p18')");

    assertThat(mirror.compare()).hasToString("4 rows, 2 gone");
    matches(mirror);
    assertThat(mirror.compare()).hasToString("0 rows, 0 gone");
  }

  @Test
  void aKeyOfTwoColumnsIsMirrored() {
    Mirrored mirror = new Mirrored(folder, null, "shop", "nr");
    Sql.run(
        mirror.file(),
        "CREATE TABLE people AS SELECT 's' || i % 4 AS shop, i // 4 AS nr, i AS v FROM range(40) r(i)",
        "INSERT INTO people VALUES ('s1', NULL, 1)");
    mirror.compare();
    Sql.run(
        mirror.file(), "UPDATE people SET v = -v WHERE nr = 3", "DELETE FROM people WHERE nr = 4");

    assertThat(mirror.compare()).hasToString("4 rows, 4 gone");
    matches(mirror);
    assertThat(mirror.setAside).isEqualTo(1);
  }

  @Test
  void aViewIsMirrored() {
    Mirrored mirror = people(20);
    Sql.run(
        mirror.file(),
        "ALTER TABLE people RENAME TO base",
        "CREATE VIEW people AS SELECT * FROM base WHERE id % 2 = 0");
    mirror.compare();
    Sql.run(mirror.file(), "UPDATE base SET name = 'new' WHERE id IN (4, 5)");

    assertThat(mirror.compare()).hasToString("1 rows, 0 gone");
    matches(mirror);
  }

  private static void delete(Path file) {
    try {
      Databases.SHARED.closeIdle();
      Files.delete(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
