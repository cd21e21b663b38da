package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.destination.Destination;
import dev.eider.destination.Destination.Batch;
import dev.eider.destination.Destination.Run;
import dev.eider.fault.Fault;
import dev.eider.outcome.Counts;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.Position;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.record.FieldType;
import dev.eider.record.RowSchema;
import dev.eider.record.StagedBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DuckDbDestinationTest {
  private static final Run RUN = new Run("shop", "source-shop", "f1", "run-1");
  private static final WriteMode APPEND = new WriteMode.Append();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private int chunk;

  @Test
  void anOffsetMovesTheTimeInsteadOfBeingDropped() {
    load(APPEND, schema("t", new FieldType.Timestamp()), "{'t':'2024-01-01T00:00:00+0200'}");

    assertThat(column("t::VARCHAR")).containsExactly("2023-12-31 22:00:00");
  }

  @Test
  void readsMomentsHoweverIsoWritesThem() {
    load(
        APPEND,
        schema("t", new FieldType.TimestampTz()),
        "{'t':'2024-01-01T00:00Z'}",
        "{'t':'2024-01-01 02:00+02:00'}",
        "{'t':'20240101T000000Z'}",
        "{'t':1704067200}",
        "{'t':'1704067200000'}");

    assertThat(column("t::VARCHAR")).containsOnly("2024-01-01 00:00:00+00").hasSize(5);
  }

  @Test
  void aValueThatDoesNotFitIsNulledAndNamed() {
    load(
        APPEND,
        schema("t", new FieldType.Date()),
        "{'t':'garbage','_airbyte_meta':{'changes':[{'field':'x','change':'NULLED','reason':'R'}]}}",
        "{'t':'2024-01-01'}");

    assertThat(column("t::VARCHAR")).containsExactly("null", "2024-01-01");
    assertThat(column("_airbyte_meta"))
        .containsExactly(
            "{\"changes\":[{\"field\":\"x\",\"change\":\"NULLED\",\"reason\":\"R\"},"
                + "{\"field\":\"t\",\"change\":\"NULLED\","
                + "\"reason\":\"DESTINATION_TYPECAST_ERROR\"}]}",
            "{}");
  }

  @Test
  void oneBadIntegerDoesNotFailTheBatch() {
    load(APPEND, schema("n", new FieldType.Int64()), "{'n':'abc'}", "{'n':7}");

    assertThat(column("n")).containsExactly("null", "7");
    assertThat(column("_airbyte_meta->>'$.changes[0].field'")).containsExactly("n", "null");
  }

  @Test
  void aWiderTypeWidensTheColumnAndANarrowerOneFitsIn() {
    load(APPEND, schema("n", new FieldType.Int64()), "{'n':1}");
    load(APPEND, schema("n", FieldType.Decimal.NUMBER), "{'n':2.5}");
    load(APPEND, schema("n", new FieldType.Text()), "{'n':'x'}");
    load(APPEND, schema("n", new FieldType.Int64()), "{'n':3}");

    assertThat(column("n")).containsExactly("1.000000000", "2.500000000", "x", "3");
  }

  @Test
  void keepsEveryDigitOfADecimalWrittenAsText() {
    load(
        APPEND,
        schema("n", FieldType.Decimal.NUMBER),
        "{'n':'12345678901234567890.123456789'}",
        "{'n':-1.5}",
        "{'n':1e40}");

    assertThat(column("n"))
        .containsExactly("12345678901234567890.123456789", "-1.500000000", "null");
  }

  @Test
  void aLineLongerThanTheUsualBufferIsLoadedToo() {
    RowSchema schema = schema("s", new FieldType.Text());
    load(APPEND, schema, "{'s':'" + "x".repeat(18 << 20) + "'}", "{'s':'short'}");

    assertThat(column("length(s)")).containsExactly(String.valueOf(18 << 20), "5");
  }

  @Test
  void aNewFieldBecomesAColumn() {
    load(APPEND, schema("a", new FieldType.Int64()), "{'a':1}");
    load(APPEND, schema("b", new FieldType.Json()), "{'b':{'x':[1]}}");

    assertThat(column("b")).containsExactly("null", "{\"x\":[1]}");
  }

  @Test
  void keepsDifficultNamesAndTellsThemApart() {
    RowSchema schema =
        new RowSchema(
            List.of(
                new RowSchema.Column("select", new FieldType.Int64()),
                new RowSchema.Column("Id", new FieldType.Int64()),
                new RowSchema.Column("id", new FieldType.Int64()),
                new RowSchema.Column("雪/~", new FieldType.Int64()),
                new RowSchema.Column("_airbyte_raw_id", new FieldType.Int64())),
            "{}");
    load(APPEND, schema, "{'select':1,'Id':2,'id':3,'雪/~':4,'_airbyte_raw_id':5}");

    String other = Names.columnFor("id", List.of("Id"));
    String raw = Names.columnFor(Names.RAW_ID, List.of());
    assertThat(column("concat(\"select\", \"Id\", \"" + other + "\", \"雪/~\", \"" + raw + "\")"))
        .containsExactly("12345");
  }

  @Test
  void jsonWrittenDifferentlyIsEqual() {
    RowSchema schema =
        new RowSchema(
            List.of(
                new RowSchema.Column("id", new FieldType.Int64()),
                new RowSchema.Column("j", new FieldType.Json())),
            "{}");
    WriteMode upsert = new WriteMode.Upsert(List.of("id"), null);
    load(upsert, schema, "{'id':1,'j':{'a': 1}}");

    assertThat(load(upsert, schema, "{'id':1,'j':{'a':1}}")).isEqualTo(Counts.loaded(0, 0, 1));
  }

  @Test
  void compositeKeysAreOneKey() {
    RowSchema schema =
        new RowSchema(
            List.of(
                new RowSchema.Column("a", new FieldType.Int64()),
                new RowSchema.Column("b", new FieldType.Text()),
                new RowSchema.Column("v", new FieldType.Text())),
            "{}");
    WriteMode upsert = new WriteMode.Upsert(List.of("a", "b"), null);
    load(upsert, schema, "{'a':1,'b':'x','v':'1'}", "{'a':1,'b':'y','v':'2'}");

    Counts counts = load(upsert, schema, "{'a':1,'b':'y','v':'3'}", "{'a':2,'b':'y','v':'4'}");

    assertThat(counts).isEqualTo(Counts.loaded(1, 1, 0));
  }

  @Test
  void writesTheStateTablesOfPyAirbyte() {
    load(APPEND, schema("a", new FieldType.Int64()), "{'a':1}");

    assertThat(
            Sql.texts(
                file(),
                "SELECT source_name || '|' || stream_name || '|' || state_json FROM"
                    + " _airbyte_state WHERE table_name = 'a\"b'"))
        .containsExactly(
            "source-shop|things|{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":"
                + "{\"name\":\"things\"},\"stream_state\":{\"c\":1}}}");
  }

  @Test
  void keepsTheStateForEachDestinationAsPyAirbyteDoes() {
    String message =
        "{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":"
            + "{\"name\":\"things\"},\"stream_state\":{\"c\":1}}}";
    String lines =
        "SELECT destination_name || '|' || source_name || '|' || stream_name || '|' || state_json"
            + " FROM _airbyte_destination_state WHERE last_updated IS NOT NULL";
    load(APPEND, schema("a", new FieldType.Int64()), "{'a':1}");
    load(APPEND, schema("a", new FieldType.Int64()), "{'a':2}");

    assertThat(Sql.texts(file(), lines))
        .containsExactly("destination-duckdb|source-shop|things|" + message);
    try (Destination destination = destination()) {
      assertThat(destination.reset("shop", List.of())).hasSize(1);
    }
    assertThat(Sql.texts(file(), lines)).isEmpty();
  }

  @Test
  void goesOnWherePyAirbyteStopped() {
    load(APPEND, schema("a", new FieldType.Int64()), "{'a':1}");
    Sql.run(file(), "UPDATE _airbyte_state SET state_json = replace(state_json, '1', '2')");

    try (Destination destination = destination()) {
      Run next = new Run("shop", "source-shop", "f1", "run-2");
      RowSchema schema = schema("a", new FieldType.Int64());
      assertThat(destination.open(next, task(APPEND), schema, false, false).state())
          .isEqualTo("{\"c\":2}");
    }
  }

  @Test
  void refusesATableSomebodyMadeByHand() {
    Sql.run(file(), "CREATE TABLE \"a\"\"b\" (mine INTEGER)");

    try (Destination destination = destination()) {
      assertThatThrownBy(() -> destination.claim(RUN, List.of(task(APPEND))))
          .isInstanceOf(Fault.Misconfigured.class)
          .hasMessageContaining("not made by a sync");
    }
  }

  @Test
  void aFileOfAnotherKindIsCalledCorrupt() throws IOException {
    Files.writeString(file(), "x".repeat(20_000));

    assertCode("duckdb.corrupt", Fault.Denied.class);
  }

  @Test
  void aMissingFolderIsTheUsersMistake() {
    Destination lost =
        new DuckDbDestination(
            new LocalFile(folder.resolve("no/such/x.duckdb"), LocalFile.MEMORY), "main");
    assertThatThrownBy(lost::check).isInstanceOf(Fault.Misconfigured.class);
    lost.close();
  }

  @Test
  void namesTheProcessThatHoldsTheFile() throws IOException {
    Sql.run(file(), "SELECT 1");
    String java = ProcessHandle.current().info().command().orElse("java");
    Process holder =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                file() + "")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(holder.getInputStream().read()).isEqualTo('x');
      try (Destination destination = destination()) {
        assertThatThrownBy(destination::check)
            .isInstanceOf(Fault.Unavailable.class)
            .hasMessageContaining("close process " + holder.pid());
      }
    } finally {
      holder.destroyForcibly();
    }
  }

  private void assertCode(String code, Class<? extends Fault> kind) {
    try (Destination destination = destination()) {
      assertThatThrownBy(destination::check)
          .isInstanceOfSatisfying(kind, f -> assertThat(f.problem().code()).isEqualTo(code));
    }
  }

  private Counts load(WriteMode write, RowSchema schema, String... lines) {
    try (Destination destination = destination()) {
      long generation = destination.open(RUN, task(write), schema, false, false).generation();
      Path batch = folder.resolve("batch-" + chunk + ".ndjson");
      Files.writeString(batch, String.join("\n", lines).replace('\'', '"') + "\n");
      StagedBatch staged = new StagedBatch(batch, BatchFormat.NDJSON, schema, lines.length, 0);
      Position reached = Position.within("{\"c\":1}", "{}");
      return destination.load(
          new Batch("shop", "source-shop", task(write), generation, chunk++, 1, staged, reached));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Destination destination() {
    return new DuckDbDestination(new LocalFile(file(), LocalFile.MEMORY), "main");
  }

  private Path file() {
    return folder.resolve("warehouse.duckdb");
  }

  private List<String> column(String expression) {
    return new ArrayList<>(
        Sql.texts(file(), "SELECT " + expression + " FROM \"a\"\"b\" ORDER BY rowid"));
  }

  private static RowSchema schema(String name, FieldType type) {
    return new RowSchema(List.of(new RowSchema.Column(name, type)), "{}");
  }

  private static StreamTask task(WriteMode write) {
    return new StreamTask(
        "things",
        ReadMode.INCREMENTAL,
        write,
        null,
        Duration.ZERO,
        "a\"b",
        null,
        "schema",
        BatchFormat.NDJSON);
  }
}
