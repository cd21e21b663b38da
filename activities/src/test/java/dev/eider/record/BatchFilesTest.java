package dev.eider.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.fault.Fault.Defect;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.record.FieldType.Bool;
import dev.eider.record.FieldType.Decimal;
import dev.eider.record.FieldType.Float64;
import dev.eider.record.FieldType.Int64;
import dev.eider.record.FieldType.Json;
import dev.eider.record.FieldType.Text;
import dev.eider.record.FieldType.TimestampTz;
import dev.eider.step.BatchRef;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BatchFilesTest {
  static final RowSchema ORDERS =
      new RowSchema(
          List.of(
              new RowSchema.Column("id", new Int64()),
              new RowSchema.Column("name", new Text()),
              new RowSchema.Column("paid", new Bool()),
              new RowSchema.Column("total", Decimal.NUMBER),
              new RowSchema.Column("tags", new Json()),
              new RowSchema.Column("at", new TimestampTz())),
          "{}");

  @TempDir Path home;

  @Test
  void writesDeclaredColumnsAsTheyCame() throws IOException {
    StagedBatch batch =
        staged(
            row(
                "id",
                1L,
                "name",
                "Ada",
                "paid",
                true,
                "tags",
                List.of("a", 2L),
                "at",
                "2026-01-01T00:00:00Z"));

    assertThat(lines(batch))
        .containsExactly(
            "{\"id\":1,\"name\":\"Ada\",\"paid\":true,\"tags\":[\"a\",2],\"at\":\"2026-01-01T00:00:00Z\"}");
  }

  @Test
  void keepsUndeclaredFieldsWithTheTypeTheirValuesHave() throws IOException {
    StagedBatch batch =
        staged(
            row("id", 1L, "extra", 5L, "mixed", "text"),
            row("id", 2L, "extra", 2.5, "mixed", Map.of("a", 1L)));

    assertThat(batch.schema().column("extra").orElseThrow().type()).isEqualTo(new Float64());
    assertThat(batch.schema().column("mixed").orElseThrow().type()).isEqualTo(new Json());
  }

  @Test
  void leavesOutAFieldThatIsAlwaysNullAndUndeclared() throws IOException {
    StagedBatch batch = staged(row("id", 1L, "nothing", null));

    assertThat(batch.schema().column("nothing")).isEmpty();
  }

  @Test
  void nullsAndNamesAValueThatDoesNotFit() throws IOException {
    StagedBatch batch = staged(row("id", 1L, "paid", "maybe"));

    assertThat(lines(batch).getFirst())
        .isEqualTo(
            "{\"id\":1,\"_airbyte_meta\":{\"changes\":[{\"field\":\"paid\",\"change\":\"NULLED\","
                + "\"reason\":\"DESTINATION_TYPECAST_ERROR\"}]}}");
  }

  @Test
  void widensAnIntegerColumnBeforeItWouldLoseDigits() throws IOException {
    BigInteger beyond = BigInteger.TWO.pow(63);

    StagedBatch batch = staged(row("id", 1L), row("id", beyond));

    assertThat(batch.schema().column("id").orElseThrow().type()).isEqualTo(new Decimal(38, 0));
    assertThat(lines(batch)).contains("{\"id\":\"9223372036854775808\"}");
  }

  @Test
  void widensAnIntegerColumnForAFraction() throws IOException {
    StagedBatch batch = staged(row("id", 2.7));

    assertThat(batch.schema().column("id").orElseThrow().type()).isEqualTo(new Decimal(38, 9));
  }

  @Test
  void takesAWholeDoubleAsAnInteger() throws IOException {
    StagedBatch batch = staged(row("id", 3.0));

    assertThat(batch.schema().column("id").orElseThrow().type()).isEqualTo(new Int64());
    assertThat(lines(batch)).containsExactly("{\"id\":3}");
  }

  @Test
  void widensADecimalColumnForANumberItCannotHold() throws IOException {
    StagedBatch batch = staged(row("id", 1L, "total", 1e40));

    assertThat(batch.schema().column("total").orElseThrow().type()).isEqualTo(new Float64());
  }

  @Test
  void keepsEveryDigitOfALongDecimal() throws IOException {
    StagedBatch batch = staged(row("id", 1L, "total", new BigDecimal("12345678901234567890.5")));

    assertThat(lines(batch)).containsExactly("{\"id\":1,\"total\":\"12345678901234567890.5\"}");
    assertThat(batch.schema().column("total").orElseThrow().type()).isEqualTo(Decimal.NUMBER);
  }

  @Test
  void nullsNotANumber() throws IOException {
    StagedBatch batch = staged(row("id", 1L, "total", Double.NaN));

    assertThat(lines(batch).getFirst()).contains("\"field\":\"total\"");
  }

  @Test
  void writesNumbersIntoATextColumnAsText() throws IOException {
    StagedBatch batch = staged(row("id", 1L, "name", 7L));

    assertThat(lines(batch)).containsExactly("{\"id\":1,\"name\":\"7\"}");
  }

  @Test
  void setsARowWithoutItsKeyAsideAndGoesOn() throws IOException {
    Staging staging = new Staging(home);
    BatchRef ref;
    try (BatchFiles files = begin(staging)) {
      assertThat(files.row(row("name", "nobody"))).isPresent();
      assertThat(files.row(row("id", 1L))).isEmpty();
      assertThat(files.setAside()).isEqualTo(1);
      ref = files.finish().orElseThrow();
    }

    assertThat(ref.rows()).isEqualTo(1);
    assertThat(Files.readString(home.resolve("staging").resolve(ref.key()).resolve("set-aside")))
        .contains("row.no_key", "nobody");
  }

  @Test
  void hasNoBatchWhenThereWereNoRows() {
    try (BatchFiles files = begin(new Staging(home))) {
      assertThat(files.finish()).isEmpty();
    }
  }

  @Test
  void keepsASourceFieldThatIsNamedLikeItsOwnNotes() throws IOException {
    StagedBatch batch = staged(row("id", 1L, "_airbyte_meta", "theirs"));

    assertThat(lines(batch)).containsExactly("{\"id\":1,\"_airbyte_meta_source\":\"theirs\"}");
  }

  @Test
  void refusesABatchThatWasChangedOnDisk() throws IOException {
    Staging staging = new Staging(home);
    BatchRef ref = write(staging, row("id", 1L));
    Files.writeString(home.resolve("staging").resolve(ref.key()).resolve("rows"), "{\"id\":2}\n");

    assertThatThrownBy(() -> staging.open(ref))
        .isInstanceOf(Defect.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void refusesABatchThatIsGone() throws IOException {
    Staging staging = new Staging(home);
    BatchRef ref = write(staging, row("id", 1L));
    staging.discardRun("shop", "orders", 1);

    assertThatThrownBy(() -> staging.open(ref)).isInstanceOf(Defect.class);
  }

  @Test
  void discardsTheRunsBeforeThatNobodyEnded() throws IOException {
    Staging staging = new Staging(home);
    BatchRef ref = write(staging, row("id", 1L));

    staging.discardRun("shop", "orders", 0);
    assertThat(staging.open(ref).rows()).isEqualTo(1);
    staging.discardRun("shop", "orders", 4);
    assertThatThrownBy(() -> staging.open(ref)).isInstanceOf(Defect.class);
  }

  @Test
  void discardsOnlyTheChunksBefore() throws IOException {
    Staging staging = new Staging(home);
    BatchRef ref = write(staging, row("id", 1L));

    staging.discardBefore("shop", "orders", 1, 0);

    assertThat(staging.open(ref).rows()).isEqualTo(1);
    staging.discardBefore("shop", "orders", 1, 1);
    assertThatThrownBy(() -> staging.open(ref)).isInstanceOf(Defect.class);
  }

  @Test
  void givesTheSameSchemaTheSameKey() {
    Staging staging = new Staging(home);

    String key = staging.keepSchema(ORDERS);

    assertThat(staging.keepSchema(ORDERS)).isEqualTo(key);
    assertThat(staging.schema(key)).isEqualTo(ORDERS);
  }

  @Test
  void keepsStreamsWithAwkwardNamesApart() {
    assertThat(Staging.pathName("a/b")).isNotEqualTo(Staging.pathName("a_b"));
    assertThat(Staging.pathName("..")).doesNotStartWith(".");
    assertThat(Staging.pathName("plain-name_1")).isEqualTo("plain-name_1");
  }

  @SafeVarargs
  private StagedBatch staged(Map<String, @Nullable Object>... rows) {
    Staging staging = new Staging(home);
    return staging.open(write(staging, rows));
  }

  @SafeVarargs
  private BatchRef write(Staging staging, Map<String, @Nullable Object>... rows) {
    try (BatchFiles files = begin(staging)) {
      for (Map<String, @Nullable Object> row : rows) {
        assertThat(files.row(row)).isEmpty();
      }
      return files.finish().orElseThrow();
    }
  }

  private static BatchFiles begin(Staging staging) {
    StreamTask task =
        new StreamTask(
            "orders",
            ReadMode.FULL_REFRESH,
            new WriteMode.Upsert(List.of("id"), null),
            null,
            Duration.ZERO,
            "orders",
            null,
            "",
            BatchFormat.NDJSON);
    return staging.begin(new BatchId("shop", "orders", 1, 0, 1), task, ORDERS);
  }

  private static Map<String, @Nullable Object> row(@Nullable Object... pairs) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      row.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return row;
  }

  private static List<String> lines(StagedBatch batch) throws IOException {
    return Files.readAllLines(batch.file());
  }
}
