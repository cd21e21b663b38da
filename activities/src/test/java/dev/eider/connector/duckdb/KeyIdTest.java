package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.destination.Destination;
import dev.eider.destination.Destination.Batch;
import dev.eider.destination.Destination.Run;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.Position;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.record.RowSchema;
import dev.eider.record.StagedBatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyIdTest {
  private static final String EVERY_TYPE =
      """
      CREATE TABLE batch AS SELECT * FROM (VALUES
        (1, true, 127::TINYINT, (-32768)::SMALLINT, 7::INTEGER, (-9223372036854775808)::BIGINT,
         255::UTINYINT, 65535::USMALLINT, 4294967295::UINTEGER, 18446744073709551615::UBIGINT,
         (-170141183460469231731687303715884105727)::HUGEINT,
         340282366920938463463374607431768211455::UHUGEINT,
         0.1::FLOAT, 'nan'::DOUBLE, 12345678901234567890.120000000::DECIMAL(38,9),
         -1.50::DECIMAL(4,2), 'a"b 雪 😀'::VARCHAR, '\\xAA\\x00'::BLOB, '0101'::BIT,
         DATE '0044-03-15 (BC)', TIME '23:59:59.999999', '12:00:00+02'::TIMETZ,
         '2024-01-01 00:00:00.123456'::TIMESTAMP, '2024-01-01 00:00:00.123456+00'::TIMESTAMPTZ,
         '2024-01-01'::TIMESTAMP_S, '2024-01-01 00:00:00.123'::TIMESTAMP_MS,
         '2024-01-01 00:00:00.123456789'::TIMESTAMP_NS,
         '0b6f4b9e-6f3e-4f0e-9c3e-0123456789ab'::UUID, 'b'::ENUM('a', 'b', 'it''s')),
        (2, false, -1, 0, -7, 0, 0, 0, 0, 0, 0, 0, -0.0::FLOAT, -0.0::DOUBLE, 0, 0, '', ''::BLOB,
         '0', DATE '2024-02-29', TIME '00:00:00', '12:00:00-02', 'infinity', '-infinity',
         '1969-12-31', '1969-12-31 23:59:59.999', '1970-01-01',
         '00000000-0000-0000-0000-000000000000', 'it''s')
      ) v(n, b, ti, si, i, bi, uti, usi, ui, ubi, hi, uhi, f, d, de, ds, s, bl, bits, da, t, ttz,
          ts, tstz, ts_s, ts_ms, ts_ns, u, e)""";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void aKeyOfAnyTypeIsTheSameWhereItLanded() {
    Map<String, String> columns = landed();

    columns.forEach((column, type) -> assertSame(List.of(column), List.of(declared(type))));
  }

  @Test
  void aKeyOfManyColumnsIsTheSameWhereItLanded() {
    Map<String, String> columns = landed();

    assertSame(
        List.copyOf(columns.keySet()), columns.values().stream().map(KeyIdTest::declared).toList());
  }

  @Test
  void anIntegerIsItself() {
    assertThat(id(List.of("-5"), List.of("BIGINT"))).isEqualTo("-5");
  }

  @Test
  void neverChangesFromVersionToVersion() {
    assertThat(id(List.of("'a'"), List.of("VARCHAR"))).isEqualTo("2933798017325973772");
    assertThat(id(List.of("1", "'a'"), List.of("BIGINT", "VARCHAR")))
        .isEqualTo("5999778164440383554");
  }

  @Test
  void zeroAndNanHaveOneIdEach() {
    List<String> type = List.of("DOUBLE");
    assertThat(id(List.of("-0.0::DOUBLE"), type)).isEqualTo(id(List.of("0"), type));
    assertThat(id(List.of("-('nan'::DOUBLE)"), type)).isEqualTo(id(List.of("'nan'"), type));
  }

  @Test
  void aKeyThatLacksAPartHasNone() {
    assertThat(id(List.of("1", "NULL"), List.of("BIGINT", "VARCHAR"))).isEqualTo("null");
    assertThat(id(List.of("NULL"), List.of("BIGINT"))).isEqualTo("null");
    assertThat(id(List.of("NULL"), List.of("DOUBLE"))).isEqualTo("null");
  }

  @Test
  void partsDoNotRunTogether() {
    List<String> types = List.of("VARCHAR", "VARCHAR");
    assertThat(id(List.of("'a'", "'bc'"), types)).isNotEqualTo(id(List.of("'ab'", "'c'"), types));
  }

  private String id(List<String> values, List<String> types) {
    return Sql.texts(folder.resolve("x.duckdb"), "SELECT " + KeyId.sql(values, types)).getFirst();
  }

  private void assertSame(List<String> columns, List<String> types) {
    String sql = KeyId.sql(columns.stream().map(Names::quoted).toList(), types);
    List<String> here = Sql.texts(batch(), "SELECT " + sql + " FROM batch ORDER BY n");
    List<String> there = Sql.texts(warehouse(), "SELECT " + sql + " FROM things ORDER BY n");
    assertThat(there).as(columns + " " + types).isEqualTo(here).doesNotContain("null");
    assertThat(here).doesNotHaveDuplicates();
  }

  private static String declared(String type) {
    return Types.column(Types.field(type));
  }

  /** Brings the rows where they go, and tells the types they came from. */
  private Map<String, String> landed() {
    Sql.run(batch(), EVERY_TYPE);
    Map<String, String> columns =
        Sql.query(
                batch(),
                "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'batch'"
                    + " ORDER BY column_index")
            .stream()
            .collect(
                Collectors.toMap(
                    row -> text(row, "column_name"),
                    row -> text(row, "data_type"),
                    (one, other) -> one,
                    LinkedHashMap::new));
    RowSchema schema =
        new RowSchema(
            columns.entrySet().stream()
                .map(c -> new RowSchema.Column(c.getKey(), Types.field(c.getValue())))
                .toList(),
            "{}");
    StreamTask task =
        new StreamTask(
            "things",
            ReadMode.FULL_REFRESH,
            new WriteMode.Upsert(List.of("n"), null),
            null,
            Duration.ZERO,
            "things",
            null,
            "schema",
            BatchFormat.DUCKDB);
    try (Destination destination =
        new DuckDbDestination(new LocalFile(warehouse(), LocalFile.MEMORY), "main")) {
      Run run = new Run("copy", "source-duckdb", "f", "run-1");
      long generation = destination.open(run, task, schema, false, false).generation();
      StagedBatch staged = new StagedBatch(batch(), BatchFormat.DUCKDB, schema, 2, 0);
      Batch rows =
          new Batch("copy", "source-duckdb", task, generation, 0, 1, staged, Position.end(null));
      assertThat(destination.load(rows).inserted()).isEqualTo(2);
    }
    return columns;
  }

  private static String text(Map<String, @Nullable Object> row, String column) {
    return String.valueOf(row.get(column));
  }

  private Path batch() {
    return folder.resolve("batch.duckdb");
  }

  private Path warehouse() {
    return folder.resolve("warehouse.duckdb");
  }
}
