package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.destination.Destination;
import dev.eider.destination.Destination.Batch;
import dev.eider.destination.Destination.Run;
import dev.eider.digest.Comparison;
import dev.eider.outcome.Counts;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.Position;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.record.StagedBatch;
import dev.eider.source.RecordingSink;
import dev.eider.source.Source;
import dev.eider.source.StreamInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DuckDB to DuckDB, through a staged file. */
final class DuckDbRoundTripTest {
  private static final Run RUN = new Run("copy", "source-duckdb", "f", "run-1");
  static final String EVERY_TYPE =
      """
      CREATE TABLE things AS SELECT * FROM (VALUES
        (1::BIGINT, true, 127::TINYINT, (-32768)::SMALLINT, 1::INTEGER, 255::UTINYINT,
         65535::USMALLINT, 4294967295::UINTEGER, 18446744073709551615::UBIGINT,
         170141183460469231731687303715884105727::HUGEINT,
         340282366920938463463374607431768211455::UHUGEINT,
         1.5::FLOAT, 'nan'::DOUBLE, 12345678901234567890.123456789::DECIMAL(38,9),
         'a"b 雪'::VARCHAR, '\\xAA\\x00'::BLOB, '0101'::BIT, DATE '0044-03-15 (BC)',
         TIME '23:59:59.999999', '12:00:00+02'::TIMETZ, 'infinity'::TIMESTAMP,
         '2024-01-01 00:00:00.123456+00'::TIMESTAMPTZ, '2024-01-01'::TIMESTAMP_S,
         '2024-01-01 00:00:00.123'::TIMESTAMP_MS, '2024-01-01 00:00:00.123456789'::TIMESTAMP_NS,
         INTERVAL '1 month 2 days 3 microseconds', uuid(), 'b'::ENUM('a', 'b', 'it''s'),
         {'a': 1, 'b c': [1.10::DECIMAL(10,2)]}, [1, NULL, 3], [1, 2, 3]::INTEGER[3],
         MAP {'k': 1, 'l': NULL}, union_value(num := 2)::UNION(num INTEGER, str VARCHAR),
         '{"b": [1, 2.50]}'::JSON)
      ) v(id, b, ti, si, i, uti, usi, ui, ubi, hi, uhi, f, d, de, s, bl, bi, da, t, ttz, ts, tstz,
          ts_s, ts_ms, ts_ns, iv, u, e, st, l, ar, m, un, j)""";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void everyTypeComesBackExactly() {
    Sql.run(
        shop(),
        EVERY_TYPE,
        "INSERT INTO things (id) VALUES (2)",
        "INSERT INTO things SELECT 3, * EXCLUDE (id) FROM things WHERE id = 1");

    assertThat(copy(new WriteMode.Append())).isEqualTo(Counts.loaded(3, 0, 0));
    assertEqual(3);
  }

  @Test
  void copyingTwiceLeavesEveryRowAlone() {
    Sql.run(shop(), EVERY_TYPE, "INSERT INTO things (id) VALUES (2)");
    WriteMode upsert = new WriteMode.Upsert(List.of("id"), null);
    copy(upsert);

    assertThat(copy(upsert)).isEqualTo(Counts.loaded(0, 0, 2));
    assertEqual(2);
  }

  @Test
  void aColumnThatHidesTheNumberOfARowDoesNotChooseWhichIsNewest() {
    Sql.run(
        shop(),
        "CREATE TABLE things (id BIGINT, rowid BIGINT)",
        "INSERT INTO things VALUES (1, 9), (1, 3)");

    copy(new WriteMode.Upsert(List.of("id"), null));

    assertThat(Sql.texts(warehouse(), "SELECT \"rowid\" FROM things")).containsExactly("3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"same", "another"})
  void everyTypeHasTheSameDigestOnBothSides(String engine) {
    Sql.run(shop(), EVERY_TYPE, "INSERT INTO things (id) VALUES (2)");
    copy(new WriteMode.Upsert(List.of("id"), null));
    Place from =
        engine.equals("same")
            ? new LocalFile(shop(), LocalFile.MEMORY)
            : new AttachedFile(shop(), "shop");
    Databases.SHARED.closeIdle();

    try (Destination destination =
            new DuckDbDestination(new LocalFile(warehouse(), LocalFile.MEMORY), "main");
        Source source = new DuckDbSource(from, null, false, DuckDbSource.Limits.DEFAULT, folder)) {
      StreamTask task = task("things", new WriteMode.Upsert(List.of("id"), null));
      Comparison.Result result =
          new Comparison(
                  source.digests(task, null).orElseThrow(),
                  destination.digests(task, null).orElseThrow(),
                  10,
                  progress -> {})
              .run(List.of("id"));

      assertThat(result.first()).isEmpty();
      assertThat(result.sourceRows()).isEqualTo(2);
      assertThat(result.equal()).isTrue();
    }
  }

  private static StreamTask task(String stream, WriteMode write) {
    return new StreamTask(
        stream,
        ReadMode.FULL_REFRESH,
        write,
        null,
        Duration.ZERO,
        "things",
        null,
        "schema",
        BatchFormat.DUCKDB);
  }

  private void assertEqual(int rows) {
    String here = "SELECT * FROM shop.main.things";
    String there =
        "SELECT * EXCLUDE (_airbyte_raw_id, _airbyte_extracted_at, _airbyte_meta)"
            + " FROM warehouse.main.things";
    String attach = "ATTACH '" + shop() + "' AS shop";
    assertThat(Sql.texts(warehouse(), attach, here + " EXCEPT " + there)).isEmpty();
    assertThat(Sql.texts(warehouse(), attach, there + " EXCEPT " + here)).isEmpty();
    String both = "SELECT count(*) FROM (" + here + " INTERSECT ALL " + there + ")";
    assertThat(Sql.texts(warehouse(), attach, both)).containsExactly(String.valueOf(rows));
  }

  /** One whole read of the stream, loaded batch by batch. */
  private Counts copy(WriteMode write) {
    LocalFile from = new LocalFile(shop(), LocalFile.MEMORY);
    DuckDbSource.Limits limits = new DuckDbSource.Limits(2, 2);
    Counts counts = Counts.NONE;
    try (Source source = new DuckDbSource(from, null, false, limits, folder);
        Destination destination =
            new DuckDbDestination(new LocalFile(warehouse(), LocalFile.MEMORY), "main")) {
      StreamInfo info = source.discover().getFirst();
      StreamTask task = task(info.name(), write);
      Run run = new Run("copy", "source-duckdb", "f", "run-" + System.nanoTime());
      long generation = destination.open(run, task, info.schema(), false, false).generation();
      Position at = Position.from(null);
      for (int chunk = 0; !at.complete(); chunk++) {
        RecordingSink sink = new RecordingSink(folder, 1);
        at =
            source.read(
                new Source.ReadRequest("a", task, info.schema(), at, BatchFormat.DUCKDB), sink);
        StagedBatch staged =
            new StagedBatch(
                sink.files().getFirst(), BatchFormat.DUCKDB, info.schema(), sink.written(), 0);
        counts =
            counts.plus(
                destination.load(
                    new Batch("copy", "source-duckdb", task, generation, chunk, 1, staged, at)));
      }
      destination.close(RUN, task, generation, at, false);
    }
    return counts;
  }

  private Path shop() {
    return folder.resolve("shop.duckdb");
  }

  private Path warehouse() {
    return folder.resolve("warehouse.duckdb");
  }
}
