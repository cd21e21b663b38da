package dev.eider.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.outcome.Problem;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.Detection;
import dev.eider.plan.Fuse;
import dev.eider.plan.ReadMode;
import dev.eider.plan.Removal;
import dev.eider.plan.StreamPlan;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.plan.WriteWord;
import dev.eider.record.FieldType;
import dev.eider.record.RowSchema;
import dev.eider.record.Staging;
import dev.eider.source.StreamInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamResolverTest {
  @TempDir Path home;
  private final List<Problem> problems = new ArrayList<>();

  @Test
  void upsertsAStreamWithAKeyAndReadsItIncrementallyWhenItHasACursor() {
    StreamTask task =
        resolve(StreamPlan.of("orders"), info(List.of("id"), "updated_at")).orElseThrow();

    assertThat(task.mode()).isEqualTo(ReadMode.INCREMENTAL);
    assertThat(task.write()).isEqualTo(new WriteMode.Upsert(List.of("id"), "updated_at"));
  }

  @Test
  void appendsAStreamThatHasACursorButNoKey() {
    StreamTask task = resolve(StreamPlan.of("orders"), info(List.of(), "updated_at")).orElseThrow();

    assertThat(task.write()).isEqualTo(new WriteMode.Append());
  }

  @Test
  void overwritesAStreamThatHasNeither() {
    StreamTask task = resolve(StreamPlan.of("orders"), info(List.of(), null)).orElseThrow();

    assertThat(task.mode()).isEqualTo(ReadMode.FULL_REFRESH);
    assertThat(task.write()).isEqualTo(new WriteMode.Overwrite());
  }

  @Test
  void readsEverythingForAnOverwriteEvenWithACursor() {
    StreamPlan plan = plan(null, WriteWord.OVERWRITE, null, null, null);

    assertThat(resolve(plan, info(List.of("id"), "updated_at")).orElseThrow().mode())
        .isEqualTo(ReadMode.FULL_REFRESH);
  }

  @Test
  void refusesIncrementalWithoutACursor() {
    StreamPlan plan = plan(ReadMode.INCREMENTAL, null, null, null, null);

    assertThat(resolve(plan, info(List.of("id"), null))).isEmpty();
    assertThat(problems).extracting(Problem::where).containsExactly("/streams/orders/mode");
  }

  @Test
  void refusesAnIncrementalOverwrite() {
    StreamPlan plan = plan(ReadMode.INCREMENTAL, WriteWord.OVERWRITE, null, null, null);

    assertThat(resolve(plan, info(List.of("id"), "updated_at"))).isEmpty();
  }

  @Test
  void refusesAnUpsertWithoutAKey() {
    assertThat(resolve(plan(null, WriteWord.UPSERT, null, null, null), info(List.of(), null)))
        .isEmpty();
    assertThat(problems.getFirst().fix()).contains("primary_key");
  }

  @Test
  void namesEveryColumnThatIsNotThere() {
    StreamPlan plan = plan(null, null, List.of("idd"), "changed", List.of("nme"));

    assertThat(resolve(plan, info(List.of("id"), "updated_at"))).isEmpty();
    assertThat(problems).hasSize(3);
  }

  @Test
  void takesTheRealSpellingOfAColumn() {
    StreamTask task =
        resolve(plan(null, null, List.of("ID"), null, null), info(List.of(), null)).orElseThrow();

    assertThat(task.write()).isEqualTo(new WriteMode.Upsert(List.of("id"), null));
  }

  @Test
  void takesKeyAndCursorAlongWithTheColumnsAskedFor() {
    StreamTask task =
        resolve(plan(null, null, null, null, List.of("name")), info(List.of("id"), "updated_at"))
            .orElseThrow();

    assertThat(task.columns()).containsExactly("name", "id", "updated_at");
  }

  @Test
  void mirrorsByAWholeReadWhereTheSourceCannotCompare() {
    StreamTask task =
        resolve(plan(null, WriteWord.MIRROR, null, null, null), info(List.of("id"), null))
            .orElseThrow();

    assertThat(task.mode()).isEqualTo(ReadMode.FULL_REFRESH);
    assertThat(task.write())
        .isEqualTo(
            new WriteMode.Mirror(
                List.of("id"),
                null,
                ReadMode.FULL_REFRESH,
                Detection.EVERY_SYNC,
                Removal.HARD,
                Fuse.DEFAULT));
  }

  @Test
  void refusesToMirrorWhatDoesNotListEveryRow() {
    StreamInfo all = info(List.of("id"), "updated_at");
    StreamInfo windowed =
        new StreamInfo(
            all.name(),
            all.schema(),
            all.primaryKey(),
            all.cursor(),
            all.modes(),
            all.table(),
            all.notes(),
            false);

    assertThat(resolve(plan(null, WriteWord.MIRROR, null, null, null), windowed)).isEmpty();
    assertThat(problems.getFirst().message()).contains("asks for a window of time");
  }

  @Test
  void mirrorsWithoutAKeyByAListing() {
    StreamInfo comparable = comparable(info(List.of(), "updated_at"));

    StreamTask task = mirrored(comparable, null, null).orElseThrow();

    assertThat(task.mode()).isEqualTo(ReadMode.FULL_REFRESH);
    assertThat(task.write())
        .isEqualTo(
            new WriteMode.Mirror(
                List.of(),
                null,
                ReadMode.FULL_REFRESH,
                Detection.EVERY_SYNC,
                Removal.HARD,
                Fuse.DEFAULT));
  }

  @Test
  void refusesTombstonesWithoutAKey() {
    assertThat(mirrored(info(List.of(), null), Removal.TOMBSTONE, null)).isEmpty();
    assertThat(problems).extracting(Problem::where).containsExactly("/streams/orders/deletes");
    assertThat(problems.getFirst().fix()).contains("primary_key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INTERVAL",
        "INTERVAL[]",
        "STRUCT(a INTEGER, b INTERVAL)",
        "DOUBLE[]",
        "MAP(VARCHAR, FLOAT)",
        "VARIANT"
      })
  void refusesToMirrorByAKeyWhoseEqualValuesAreWrittenDifferently(String type) {
    StreamInfo info = keyed(new FieldType.Native(type));

    assertThat(resolve(plan(null, WriteWord.MIRROR, null, null, null), info)).isEmpty();
    assertThat(problems.getFirst().message()).contains("'id' is " + type);
    assertThat(problems.getFirst().fix()).contains("write: upsert");
    assertThat(resolve(plan(null, WriteWord.UPSERT, null, null, null), info)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UUID", "HUGEINT", "TIME WITH TIME ZONE", "BLOB", "BIT", "INTEGER[]"})
  void mirrorsByAKeyThatHasOneTextForEachValue(String type) {
    StreamInfo info = keyed(new FieldType.Native(type));

    assertThat(resolve(plan(null, WriteWord.MIRROR, null, null, null), info)).isPresent();
  }

  @Test
  void mirrorsByAFloatWhoseZerosAndNansAreOneEach() {
    StreamInfo info = keyed(new FieldType.Float64());

    assertThat(resolve(plan(null, WriteWord.MIRROR, null, null, null), info)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"created_at", "createdAt", "created", "inserted_at", "date_created"})
  void refusesAnUpsertByTheTimeARowWasMade(String cursor) {
    assertThat(resolve(plan(null, null, null, cursor, null), born(cursor))).isEmpty();
    assertThat(problems.getFirst().where()).isEqualTo("/streams/orders/cursor");
    assertThat(problems.getFirst().message()).contains("changes would be missed");
    assertThat(problems.getFirst().fix()).contains("write: append").contains("full_refresh");
  }

  @Test
  void takesTheTimeARowWasMadeWhereRowsAreOnlyAdded() {
    StreamPlan plan = plan(null, WriteWord.APPEND, null, "created_at", null);

    StreamTask task = resolve(plan, born("created_at")).orElseThrow();

    assertThat(task.mode()).isEqualTo(ReadMode.INCREMENTAL);
    assertThat(task.cursor()).isEqualTo("created_at");
  }

  @Test
  void readsATableThatOnlyTellsWhenItsRowsWereMadeInFull() {
    StreamPlan plan = plan(ReadMode.FULL_REFRESH, null, null, "created_at", null);

    assertThat(resolve(plan, born("created_at"))).isPresent();
    assertThat(resolve(StreamPlan.of("orders"), born("created_at")).orElseThrow().mode())
        .isEqualTo(ReadMode.FULL_REFRESH);
  }

  private static StreamInfo keyed(FieldType type) {
    return stream(new RowSchema.Column("id", type));
  }

  private static StreamInfo born(String cursor) {
    return stream(
        new RowSchema.Column("id", new FieldType.Int64()),
        new RowSchema.Column(cursor, new FieldType.Timestamp()));
  }

  private static StreamInfo stream(RowSchema.Column... columns) {
    RowSchema schema = new RowSchema(List.of(columns), "{}");
    return new StreamInfo(
        "orders",
        schema,
        List.of("id"),
        null,
        Set.of(ReadMode.FULL_REFRESH, ReadMode.COMPARE),
        "orders",
        List.of());
  }

  @Test
  void refusesToMirrorWithoutAKeyNowAndThen() {
    assertThat(mirrored(info(List.of(), null), null, Detection.DAILY)).isEmpty();
    assertThat(mirrored(info(List.of(), null), null, Detection.NEVER)).isEmpty();
    assertThat(problems).extracting(Problem::where).containsOnly("/streams/orders/detect_deletes");
  }

  private Optional<StreamTask> mirrored(
      StreamInfo info, @Nullable Removal removal, @Nullable Detection detection) {
    StreamPlan plan =
        new StreamPlan(
            "orders",
            null,
            WriteWord.MIRROR,
            null,
            null,
            null,
            null,
            null,
            removal,
            detection,
            null,
            null,
            null,
            null);
    return new StreamResolver(new Staging(home), BatchFormat.DUCKDB, problems).resolve(plan, info);
  }

  private static StreamInfo comparable(StreamInfo info) {
    return new StreamInfo(
        info.name(),
        info.schema(),
        info.primaryKey(),
        info.cursor(),
        Set.of(ReadMode.FULL_REFRESH, ReadMode.INCREMENTAL, ReadMode.COMPARE),
        info.table(),
        info.notes());
  }

  private Optional<StreamTask> resolve(StreamPlan plan, StreamInfo info) {
    return new StreamResolver(new Staging(home), BatchFormat.NDJSON, problems).resolve(plan, info);
  }

  private static StreamPlan plan(
      @Nullable ReadMode mode,
      @Nullable WriteWord write,
      @Nullable List<String> key,
      @Nullable String cursor,
      @Nullable List<String> columns) {
    return new StreamPlan("orders", mode, write, key, cursor, null, null, columns);
  }

  private static StreamInfo info(List<String> key, @Nullable String cursor) {
    RowSchema schema =
        new RowSchema(
            List.of(
                new RowSchema.Column("id", new FieldType.Int64()),
                new RowSchema.Column("name", new FieldType.Text()),
                new RowSchema.Column("updated_at", new FieldType.TimestampTz())),
            "{}");
    Set<ReadMode> modes =
        cursor == null
            ? Set.of(ReadMode.FULL_REFRESH)
            : Set.of(ReadMode.FULL_REFRESH, ReadMode.INCREMENTAL);
    return new StreamInfo("orders", schema, key, cursor, modes, "orders", List.of());
  }
}
