package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.destination.Destination;
import dev.eider.destination.Destination.Batch;
import dev.eider.destination.Destination.Gone;
import dev.eider.destination.Destination.Run;
import dev.eider.digest.Comparison;
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
import dev.eider.record.RowSchema;
import dev.eider.record.StagedBatch;
import dev.eider.source.RecordingSink;
import dev.eider.source.Source;
import dev.eider.source.Source.ReadRequest;
import dev.eider.source.StreamInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables without a key, mirrored from a DuckDB file to another. */
final class UnkeyedMirrorTest {
  private static final StreamTask TASK =
      new StreamTask(
          "things",
          ReadMode.FULL_REFRESH,
          new WriteMode.Mirror(
              List.of(),
              null,
              ReadMode.FULL_REFRESH,
              Detection.EVERY_SYNC,
              Removal.HARD,
              Fuse.DEFAULT),
          null,
          Duration.ZERO,
          "things",
          null,
          "schema",
          BatchFormat.DUCKDB);
  private static final String MORE =
      """
      INSERT INTO things (id) VALUES (2), (2);
      INSERT INTO things FROM things;
      INSERT INTO things (id, l, s, d) VALUES (NULL, [NULL], '', -0.0), (NULL, [], 'x', 0.0)""";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private int runs;

  @Test
  void aSecondSyncOfEveryTypeWritesNothing() {
    Sql.run(shop(), DuckDbRoundTripTest.EVERY_TYPE, MORE);
    assertThat(sync()).isEqualTo(counts(8, 0, 0));
    List<String> before = rawIds();

    assertThat(sync()).isEqualTo(counts(0, 8, 0));

    assertThat(rawIds()).isEqualTo(before);
    assertSame();
  }

  @Test
  void followsWhateverHappensToItsSource() {
    Random chance = new Random(11);
    Sql.run(
        shop(),
        "CREATE TABLE things AS SELECT i % 40 AS a, 'v' || i % 3 AS b FROM range(200) r(i)");
    sync();
    for (int round = 0; round < 15; round++) {
      int pick = chance.nextInt(40);
      String change =
          switch (chance.nextInt(5)) {
            case 0 -> "INSERT INTO things SELECT * FROM things WHERE a < " + pick / 4;
            case 1 ->
                "DELETE FROM things WHERE rowid % 3 = 0 AND a BETWEEN " + pick + " AND 5 + " + pick;
            case 2 -> "UPDATE things SET b = 'w' || a WHERE a = " + pick;
            case 3 -> "INSERT INTO things VALUES (NULL, 'v1'), (" + pick + ", NULL)";
            default -> "DELETE FROM things WHERE b = 'w" + pick + "'";
          };
      long rows = Sql.query(shop(), "FROM things").size();
      Sql.run(shop(), change);

      Counts done = sync();

      assertSame();
      long now = Sql.query(shop(), "FROM things").size();
      assertThat(now - rows).as(change).isEqualTo(done.inserted() - done.deleted());
      assertThat(done.unchanged() + done.inserted()).isEqualTo(now);
      assertThat(sync()).as(change).isEqualTo(counts(0, now, 0));
    }
  }

  @Test
  void followsASourceWhoseColumnsAreAddedAndWidened() {
    Sql.run(shop(), "CREATE TABLE things AS SELECT i % 5 AS a FROM range(20) r(i)");
    sync();
    Sql.run(shop(), "ALTER TABLE things ADD COLUMN b VARCHAR");
    assertThat(sync()).isEqualTo(counts(0, 20, 0));

    Sql.run(
        shop(),
        "ALTER TABLE things ALTER a TYPE DOUBLE",
        "UPDATE things SET a = a + 0.5, b = 'x' WHERE a = 1");

    assertThat(sync()).isEqualTo(counts(4, 16, 4));
    assertSame();
  }

  @Test
  void twinsThatSomebodyMadeAtTheDestinationAreRemoved() {
    Sql.run(shop(), "CREATE TABLE things AS SELECT i AS a FROM range(3) r(i)");
    sync();
    Sql.run(
        warehouse(),
        "INSERT INTO things FROM things WHERE a = 1",
        "INSERT INTO things (a) VALUES (2)");

    assertThat(sync()).isEqualTo(counts(0, 3, 2));
    assertSame();
  }

  @Test
  void whatSomebodyTookAwaySinceTheSurveyIsNotRemovedAgain() {
    Sql.run(shop(), "CREATE TABLE things AS SELECT 1 AS a FROM range(2)");
    sync();
    Sql.run(warehouse(), "INSERT INTO things FROM things LIMIT 1");
    long generation = open();
    Counts loaded = load(generation);
    try (Destination destination = destination()) {
      assertThat(destination.survey(gone(generation)).gone()).isEqualTo(1);
    }
    Sql.run(warehouse(), "DELETE FROM things WHERE rowid = (SELECT max(rowid) FROM things)");

    try (Destination destination = destination()) {
      assertThat(loaded.plus(destination.remove(gone(generation)))).isEqualTo(counts(0, 2, 0));
    }
    assertSame();
  }

  @Test
  void everyRowHasTheSameDigestOnBothSides() {
    Sql.run(shop(), DuckDbRoundTripTest.EVERY_TYPE, MORE);
    sync();
    assertThat(compared().equal()).isTrue();

    Sql.run(
        warehouse(), "DELETE FROM things WHERE rowid = 0", "INSERT INTO things (id) VALUES (3)");

    Comparison.Result result = compared();
    assertThat(result.onlySource()).isEqualTo(1);
    assertThat(result.onlyDestination()).isEqualTo(1);
  }

  /** Two equal hashes are nothing to an exclusive or, and so are two others. */
  @Test
  void aPairOfEqualRowsIsNotTakenForAnotherPairOfItsBucket() {
    Map<String, String> column = Map.of("a", "BIGINT");
    String content =
        ContentHash.of(new Table(new Schema("memory", "main"), "things", column), List.of("a"));
    String twoOfABucket =
        "SELECT unnest(list_slice(list(a), 1, 2)) FROM range(2000) r(a) GROUP BY "
            + content
            + " >> 116 HAVING count(*) > 1 ORDER BY min(a) LIMIT 2";
    List<String> alike = Sql.texts(shop(), twoOfABucket);
    Sql.run(shop(), "CREATE TABLE things AS SELECT " + alike.getFirst() + " AS a FROM range(2)");
    sync();
    Sql.run(shop(), "UPDATE things SET a = " + alike.getLast());

    assertThat(sync()).isEqualTo(counts(2, 0, 2));
  }

  @Test
  void twoTypesOfAUnionAreTwoRows() {
    Sql.run(
        shop(),
        "CREATE TABLE things (u UNION(num INTEGER, str VARCHAR))",
        "INSERT INTO things VALUES (2)");
    sync();
    Sql.run(shop(), "UPDATE things SET u = '2'::VARCHAR");

    assertThat(sync()).isEqualTo(counts(1, 0, 1));
  }

  @Test
  void aColumnThatHidesRowIdsIsRefused() {
    Sql.run(shop(), "CREATE TABLE things AS SELECT 1 AS \"RowId\" FROM range(2)");

    assertThatThrownBy(this::sync)
        .isInstanceOfSatisfying(
            Fault.Misconfigured.class,
            f -> assertThat(f.problem().code()).isEqualTo("duckdb.rowid"));
  }

  @Test
  void aBatchWhoseRowsCannotBeListedIsNotLoaded() {
    Sql.run(shop(), "CREATE TABLE things AS SELECT 1 AS a FROM range(2)");
    long generation = open();
    Sql.run(warehouse(), "DROP TABLE _eider_seen_things");

    assertThatThrownBy(() -> load(generation)).isInstanceOf(Fault.Defect.class);

    assertThat(Sql.texts(warehouse(), "SELECT count(*) FROM things")).containsExactly("0");
    assertThat(Sql.texts(warehouse(), "SELECT count(*) FROM _eider_ledger")).containsExactly("0");
  }

  /** Were it another number with another version, every row of a parked run would look gone. */
  @Test
  void contentIsTheSameNumberForEver() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("n", "BIGINT");
    columns.put("d", "DOUBLE");
    columns.put("t", "VARCHAR");
    columns.put("w", "TIMESTAMP WITH TIME ZONE");
    Table table = new Table(new Schema("memory", "main"), "things", columns);
    String sql =
        "SELECT CAST(%s AS VARCHAR) FROM (SELECT 7::BIGINT AS n, -0.0::DOUBLE AS d, 'Zoë' AS t,"
            + " NULL::TIMESTAMPTZ AS w)";

    assertThat(Sql.texts(shop(), sql.formatted(ContentHash.of(table, table.data()))))
        .isEqualTo(
            Sql.texts(shop(), "SELECT CAST(md5_number('1:n:1:71:d:3:0.01:t:3:Zoë') AS VARCHAR)"));
  }

  private Counts sync() {
    long generation = open();
    Counts loaded = load(generation);
    try (Destination destination = destination()) {
      boolean any = destination.survey(gone(generation)).gone() > 0;
      Counts removed = destination.remove(gone(generation));
      assertThat(removed.deleted() > 0).isEqualTo(any);
      Counts closed = destination.close(run(), TASK, generation, Position.end(null), true);
      return loaded.plus(removed).plus(closed);
    }
  }

  private long open() {
    runs++;
    try (Source source = source();
        Destination destination = destination()) {
      StreamInfo info = source.discover().getFirst();
      return destination.open(run(), TASK, info.schema(), false, false).generation();
    }
  }

  /** One whole read, loaded batch by batch. */
  private Counts load(long generation) {
    Counts counts = Counts.NONE;
    try (Source source = source();
        Destination destination = destination()) {
      RowSchema schema = source.discover().getFirst().schema();
      Position at = Position.from(null);
      for (int chunk = 0; !at.complete(); chunk++) {
        RecordingSink sink = new RecordingSink(folder, 1);
        at = source.read(new ReadRequest("a", TASK, schema, at, BatchFormat.DUCKDB), sink);
        if (!sink.files().isEmpty()) {
          Path file = sink.files().getFirst();
          StagedBatch staged = new StagedBatch(file, BatchFormat.DUCKDB, schema, sink.written(), 0);
          counts =
              counts.plus(
                  destination.load(
                      new Batch("copy", "source-duckdb", TASK, generation, chunk, 1, staged, at)));
        }
      }
    }
    return counts;
  }

  private static Gone gone(long generation) {
    return new Gone("copy", TASK, generation, null);
  }

  private Comparison.Result compared() {
    try (Source source = source();
        Destination destination = destination()) {
      return new Comparison(
              source.digests(TASK, null).orElseThrow(),
              destination.digests(TASK, null).orElseThrow(),
              10,
              progress -> {})
          .run(List.of());
    }
  }

  private void assertSame() {
    String attach = "ATTACH '" + shop() + "' AS shop (READ_ONLY)";
    String here = "SELECT * FROM shop.main.things";
    String there =
        "SELECT * EXCLUDE (_airbyte_raw_id, _airbyte_extracted_at, _airbyte_meta) FROM things";
    for (String both : List.of("%s EXCEPT ALL %s", "%2$s EXCEPT ALL %1$s")) {
      String sql = "SELECT count(*) FROM (" + both.formatted(here, there) + ")";
      assertThat(Sql.texts(warehouse(), attach, sql)).containsExactly("0");
    }
  }

  private List<String> rawIds() {
    return Sql.texts(warehouse(), "SELECT _airbyte_raw_id FROM things ORDER BY 1");
  }

  private static Counts counts(long inserted, long unchanged, long deleted) {
    return new Counts(0, inserted, 0, unchanged, deleted, 0, 0, 0);
  }

  private Source source() {
    return new DuckDbSource(
        new LocalFile(shop(), LocalFile.MEMORY),
        null,
        false,
        new DuckDbSource.Limits(2, 2),
        folder);
  }

  private Destination destination() {
    return new DuckDbDestination(new LocalFile(warehouse(), LocalFile.MEMORY), "main");
  }

  private Run run() {
    return new Run("copy", "source-duckdb", "f", "run-" + runs);
  }

  private Path shop() {
    return folder.resolve("shop.duckdb");
  }

  private Path warehouse() {
    return folder.resolve("warehouse.duckdb");
  }
}
