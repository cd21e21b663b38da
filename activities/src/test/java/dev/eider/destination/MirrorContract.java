package dev.eider.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.destination.Destination.Gone;
import dev.eider.fault.Fault;
import dev.eider.outcome.Counts;
import dev.eider.plan.Detection;
import dev.eider.plan.Fuse;
import dev.eider.plan.Position;
import dev.eider.plan.ReadMode;
import dev.eider.plan.Removal;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.record.FieldType;
import dev.eider.record.RowSchema;
import dev.eider.step.Checkpoint;
import dev.eider.step.Sweep.Found;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every destination promises of a mirror whose source lists every row. */
public abstract class MirrorContract extends DestinationHarness {
  private static final String DELETED_AT = "_eider_deleted_at";
  private static final String ANN = "{'id':1,'name':'Ann','at':'2024-01-02T00:00:00Z'}";
  private static final String BO = "{'id':2,'name':'Bo','at':'2024-01-02T00:00:00Z'}";
  private static final String CY = "{'id':3,'name':'Cy','at':'2024-01-02T00:00:00Z'}";

  private int runs;

  @Test
  void removesTheRowsThatAreGoneAndNoOthers() {
    listed(Removal.HARD, ANN, BO, CY);

    Listed next = listed(Removal.HARD, ANN, CY);

    assertThat(next.found).isEqualTo(new Found(1, 3));
    assertThat(next.removed).isEqualTo(deleted(1));
    assertThat(names()).containsExactly("Ann", "Cy");
  }

  @Test
  void removesNothingWhenNothingIsGone() {
    listed(Removal.HARD, ANN, BO);

    Listed next = listed(Removal.HARD, BO, ANN, CY);

    assertThat(next.found).isEqualTo(new Found(0, 3));
    assertThat(next.removed).isEqualTo(deleted(0));
    assertThat(names()).containsExactly("Ann", "Bo", "Cy");
  }

  @Test
  void aSurveyChangesNothingAUserSees() {
    listed(Removal.SOFT, ANN, BO);
    List<Map<String, @Nullable Object>> before = rows("people");
    long generation = begun(Removal.SOFT, ANN);

    survey(Removal.SOFT, generation);

    assertThat(rows("people")).isEqualTo(before);
  }

  @Test
  void aSecondSurveyOfARunSaysTheSame() {
    listed(Removal.HARD, ANN, BO);
    long generation = begun(Removal.HARD, ANN);
    Found first = survey(Removal.HARD, generation);
    remove(Removal.HARD, generation);

    assertThat(survey(Removal.HARD, generation)).isEqualTo(first).isEqualTo(new Found(1, 2));
  }

  @Test
  void removingTwiceIsRemovingOnce() {
    listed(Removal.HARD, ANN, BO);
    long generation = begun(Removal.HARD, ANN);
    survey(Removal.HARD, generation);
    Counts first = remove(Removal.HARD, generation);

    assertThat(remove(Removal.HARD, generation)).isEqualTo(first).isEqualTo(deleted(1));
    assertThat(names()).containsExactly("Ann");
  }

  @Test
  void aLateRunMayNeitherSurveyNorRemove() {
    listed(Removal.HARD, ANN, BO);
    long late = begun(Removal.HARD, ANN);
    survey(Removal.HARD, late);
    long next = begun(Removal.HARD, ANN, BO);

    assertSuperseded(() -> survey(Removal.HARD, late));
    assertSuperseded(() -> remove(Removal.HARD, late));
    assertThat(survey(Removal.HARD, next)).isEqualTo(new Found(0, 2));
    assertThat(names()).containsExactly("Ann", "Bo");
  }

  @Test
  void whatAnAbandonedRunListedIsForgotten() {
    listed(Removal.HARD, ANN, BO);
    begun(Removal.HARD, ANN, BO);

    assertThat(listed(Removal.HARD, ANN).found).isEqualTo(new Found(1, 2));
    assertThat(names()).containsExactly("Ann");
  }

  @Test
  void aRowRemovedSoftlyKeepsItsValues() {
    listed(Removal.SOFT, ANN, BO);

    assertThat(listed(Removal.SOFT, ANN).removed).isEqualTo(deleted(1));

    assertThat(names()).containsExactly("Ann", "Bo");
    assertThat(rows("people").get(0).get(DELETED_AT)).isNull();
    assertThat(rows("people").get(1).get(DELETED_AT)).isNotNull();
  }

  @Test
  void ofATombstoneOnlyTheKeyStays() {
    listed(Removal.TOMBSTONE, ANN, BO);

    assertThat(listed(Removal.TOMBSTONE, ANN).removed).isEqualTo(deleted(1));

    Map<String, @Nullable Object> stone = rows("people").get(1);
    assertThat(stone.get("id")).isEqualTo(2L);
    assertThat(stone.get("name")).isNull();
    assertThat(stone.get("at")).isNull();
    assertThat(stone.get(DELETED_AT)).isNotNull();
    assertThat(rows("people").get(0).get("name")).isEqualTo("Ann");
  }

  @Test
  void rowsRemovedSoftlyBeforeDoNotCount() {
    listed(Removal.SOFT, ANN, BO, CY);
    listed(Removal.SOFT, ANN, BO);

    assertThat(listed(Removal.SOFT, ANN, BO).found).isEqualTo(new Found(0, 2));
    assertThat(listed(Removal.SOFT, ANN).found).isEqualTo(new Found(1, 2));
  }

  @Test
  void aRowThatComesBackLivesAgain() {
    for (Removal removal : List.of(Removal.SOFT, Removal.TOMBSTONE)) {
      listed(removal, ANN, BO);
      listed(removal, ANN);

      Listed back = listed(removal, ANN, BO);

      assertThat(back.loaded).isEqualTo(Counts.loaded(0, 1, 1));
      assertThat(names()).containsExactly("Ann", "Bo");
      assertThat(rows("people").get(1).get(DELETED_AT)).isNull();
    }
  }

  @Test
  void aRowThatComesBackOlderThanItWentLivesAgain() {
    listed(Removal.SOFT, ANN, BO);
    listed(Removal.SOFT, ANN);

    listed(Removal.SOFT, ANN, "{'id':2,'name':'Bob','at':'2024-01-01T00:00:00Z'}");

    assertThat(names()).containsExactly("Ann", "Bob");
    assertThat(rows("people").get(1).get(DELETED_AT)).isNull();
  }

  @Test
  void ofAnEmptySourceEveryRowIsGone() {
    listed(Removal.HARD, ANN, BO);
    long generation = begun(Removal.HARD);

    assertThat(survey(Removal.HARD, generation)).isEqualTo(new Found(2, 2));
    assertThat(remove(Removal.HARD, generation)).isEqualTo(deleted(2));
    assertThat(names()).isEmpty();
  }

  @Test
  void anEmptyTableHasNothingToRemove() {
    assertThat(listed(Removal.HARD).found).isEqualTo(new Found(0, 0));
  }

  @Test
  void aRowThatLosesToOneOfItsBatchOrToTheTableIsThere() {
    listed(Removal.HARD, ANN, BO);

    Listed next =
        listed(
            Removal.HARD,
            "{'id':1,'name':'old','at':'2023-01-01T00:00:00Z'}",
            "{'id':2,'name':'older','at':'2023-01-01T00:00:00Z'}",
            "{'id':2,'name':'Bob','at':'2024-01-03T00:00:00Z'}");

    assertThat(next.loaded).isEqualTo(Counts.loaded(0, 1, 2).replacing(1));
    assertThat(next.found).isEqualTo(new Found(0, 2));
    assertThat(names()).containsExactly("Ann", "Bob");
  }

  @Test
  void aRowFoundByComparingCountsAlsoWhenItsCursorWentBack() {
    listed(Removal.HARD, ANN, BO);
    StreamTask task = compared();
    long generation = opened("back", task, false).generation();

    Counts counts =
        load(
            task,
            SCHEMA,
            generation,
            0,
            "{'id':1,'name':'oldest','at':'2022-01-01T00:00:00Z'}",
            "{'id':2,'name':'Bob'}",
            "{'id':1,'name':'restored','at':'2023-01-01T00:00:00Z'}");

    assertThat(counts).isEqualTo(Counts.loaded(0, 2, 1).replacing(1));
    assertThat(names()).containsExactly("restored", "Bob");
  }

  @Test
  void anOlderRowOfABatchDoesNotHideThatTheNewestIsThereAlready() {
    listed(Removal.HARD, BO);

    Listed next =
        listed(Removal.HARD, "{'id':2,'name':'Bob','at':'2024-01-02T00:00:00Z'}", BO, ANN);

    assertThat(next.loaded).isEqualTo(Counts.loaded(1, 0, 2).replacing(1));
    assertThat(names()).containsExactly("Ann", "Bo");
  }

  @Test
  void aRowWithoutItsKeyIsNeverGone() {
    listed(Removal.HARD, ANN, "{'name':'keyless'}");

    assertThat(listed(Removal.HARD, ANN).found).isEqualTo(new Found(0, 2));
    assertThat(listed(Removal.HARD, BO).found).isEqualTo(new Found(1, 3));
  }

  @Test
  void aBatchLoadedAgainIsListedAsItIs() {
    listed(Removal.HARD, ANN, BO);
    long generation = begun(Removal.HARD, ANN);
    load(mirror(Removal.HARD), SCHEMA, generation, 0, ANN);
    load(mirror(Removal.HARD), SCHEMA, generation, 1, CY);

    assertThat(survey(Removal.HARD, generation)).isEqualTo(new Found(1, 3));
  }

  @Test
  void aKeyWidenedWithinARunStaysTheSameKey() {
    RowSchema narrow = keyed(new FieldType.Int64());
    RowSchema wide = keyed(new FieldType.Text());
    long generation = open("run-w", narrow);
    load(mirror(Removal.HARD), narrow, generation, 0, "{'id':1}", "{'id':20}");

    load(mirror(Removal.HARD), wide, generation, 1, "{'id':'x'}");

    assertThat(survey(Removal.HARD, generation)).isEqualTo(new Found(0, 3));
  }

  @Test
  void aMirrorGoesOnHoweverItIsReadUnlessItIsFresh() {
    listed(Removal.HARD, ANN);

    assertThat(opened("run-a", mirror(Removal.HARD), false).state()).isEqualTo("{\"end\":1}");
    assertThat(opened("run-b", compared(), false).state()).isEqualTo("{\"end\":1}");
    assertThat(opened("run-c", mirror(Removal.HARD), true).state()).isNull();
  }

  @Test
  void tellsWhenItWasSweptLastUntilAReset() {
    Checkpoint.Opened first = opened("run-a", mirror(Removal.HARD), false);
    assertThat(first.swept()).isNull();
    close("run-a", first.generation(), true);

    Checkpoint.Opened second = opened("run-b", mirror(Removal.HARD), false);
    close("run-b", second.generation(), false);

    assertThat(second.swept()).isNotNull();
    assertThat(opened("run-c", mirror(Removal.HARD), false).swept()).isEqualTo(second.swept());
    assertThat(opened("run-c", mirror(Removal.HARD), false).swept()).isEqualTo(second.swept());
    try (Destination destination = destination()) {
      assertThat(destination.reset("shop", List.of())).hasSize(1);
    }
    assertThat(opened("run-d", mirror(Removal.HARD), false).swept()).isNull();
  }

  @Test
  void afterAResetNothingIsTakenForGone() {
    listed(Removal.HARD, ANN, BO);
    long generation = begun(Removal.HARD, ANN);
    try (Destination destination = destination()) {
      assertThat(destination.reset("shop", List.of())).hasSize(1);
    }

    assertThatThrownBy(() -> survey(Removal.HARD, generation)).isInstanceOf(Fault.Defect.class);
    assertThat(names()).containsExactly("Ann", "Bo");
  }

  @Test
  void knowsIntegersAgain() {
    assertExact(
        new FieldType.Int64(),
        "0",
        "-1",
        "9223372036854775807",
        "-9223372036854775808",
        "9007199254740993");
  }

  @Test
  void knowsTextsAgain() {
    assertExact(new FieldType.Text(), "''", "' '", "'Zoë 雪 😀'", "'A'", "'a'", "'1'", "'01'");
  }

  @Test
  void knowsDecimalsAgain() {
    assertExact(
        new FieldType.Decimal(38, 9),
        "'12345678901234567890.123456789'",
        "-1.5",
        "0",
        "'1.50'",
        "'1000'");
  }

  @Test
  void knowsDatesAndMomentsAgain() {
    assertExact(new FieldType.Date(), "'2024-02-29'", "'1969-12-31'", "'20240301'");
    assertExact(
        new FieldType.TimestampTz(),
        "'2024-01-01T00:00:00Z'",
        "'2024-01-01T00:00:00.000001+02:00'",
        "'1969-12-31T23:59:59Z'");
  }

  @Test
  void knowsUuidsAgain() {
    assertExact(
        new FieldType.Native("UUID"),
        "'0b6f4b9e-6f3e-4f0e-9c3e-0123456789ab'",
        "'0B6F4B9E-6F3E-4F0E-9C3E-0123456789AC'");
  }

  @Test
  void knowsKeysOfTwoColumnsAgain() {
    RowSchema schema =
        new RowSchema(
            List.of(
                new RowSchema.Column("id", new FieldType.Text()),
                new RowSchema.Column("part", new FieldType.Text())),
            "{}");
    StreamTask task = task(mirrorBy(List.of("id", "part"), Removal.HARD));
    String[] all = {
      "{'id':'1','part':'11'}",
      "{'id':'11','part':'1'}",
      "{'id':'','part':'111'}",
      "{'id':'1:','part':'1'}",
      "{'id':'1','part':':1'}"
    };
    for (int missing = 0; missing < all.length; missing++) {
      assertOneGone(task, schema, all, missing);
    }
  }

  /** Of these keys, each in its turn is found to be gone, and no other. */
  private void assertExact(FieldType type, String... keys) {
    RowSchema schema = keyed(type);
    String[] all =
        Arrays.stream(keys).map(key -> "{'id':" + key + ",'name':'n'}").toArray(String[]::new);
    StreamTask task = task("s" + runs, mirror(Removal.HARD), "t" + runs);
    for (int missing = 0; missing < all.length; missing++) {
      assertOneGone(task, schema, all, missing);
    }
  }

  private void assertOneGone(StreamTask task, RowSchema schema, String[] all, int missing) {
    StreamTask whole = task.read(ReadMode.FULL_REFRESH);
    sweep(whole, schema, all);
    String[] others =
        IntStream.range(0, all.length)
            .filter(i -> i != missing)
            .mapToObj(i -> all[i])
            .toArray(String[]::new);
    Listed next = sweep(whole, schema, others);
    assertThat(next.found).as(all[missing]).isEqualTo(new Found(1, all.length));
    assertThat(next.removed).isEqualTo(deleted(1));
    assertThat(sweep(whole, schema, all).loaded).isEqualTo(Counts.loaded(1, 0, all.length - 1L));
  }

  private static RowSchema keyed(FieldType type) {
    return new RowSchema(
        List.of(
            new RowSchema.Column("id", type), new RowSchema.Column("name", new FieldType.Text())),
        "{}");
  }

  /** One whole run of a mirror: its rows are loaded, what is gone is removed. */
  protected Listed listed(Removal removal, String... lines) {
    return sweep(mirror(removal), SCHEMA, lines);
  }

  protected Listed sweep(StreamTask task, RowSchema schema, String... lines) {
    String run = "sweep-" + runs++;
    try (Destination destination = destination()) {
      long generation = destination.open(run(run), task, schema, false, false).generation();
      Counts loaded = Counts.NONE;
      if (lines.length > 0) {
        loaded = load(task, schema, generation, 0, lines);
      }
      Gone gone = new Gone("shop", task, generation, null);
      Found found = destination.survey(gone);
      Counts removed = destination.remove(gone);
      destination.close(run(run), task, generation, Position.end("{\"end\":1}"), true);
      return new Listed(loaded, found, removed);
    }
  }

  /** A run whose rows are loaded, and nothing more. */
  private long begun(Removal removal, String... lines) {
    StreamTask task = mirror(removal);
    long generation = opened("begun-" + runs++, task, false).generation();
    if (lines.length > 0) {
      load(task, SCHEMA, generation, 0, lines);
    }
    return generation;
  }

  private Checkpoint.Opened opened(String run, StreamTask task, boolean fresh) {
    try (Destination destination = destination()) {
      return destination.open(run(run), task, SCHEMA, fresh, false);
    }
  }

  private long open(String run, RowSchema schema) {
    try (Destination destination = destination()) {
      return destination.open(run(run), mirror(Removal.HARD), schema, false, false).generation();
    }
  }

  private void close(String run, long generation, boolean swept) {
    try (Destination destination = destination()) {
      destination.close(
          run(run), mirror(Removal.HARD), generation, Position.end("{\"end\":1}"), swept);
    }
  }

  private Found survey(Removal removal, long generation) {
    try (Destination destination = destination()) {
      return destination.survey(new Gone("shop", mirror(removal), generation, null));
    }
  }

  private Counts remove(Removal removal, long generation) {
    try (Destination destination = destination()) {
      return destination.remove(new Gone("shop", mirror(removal), generation, null));
    }
  }

  private static void assertSuperseded(Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            Fault.Defect.class,
            f -> assertThat(f.problem().code()).isEqualTo("destination.superseded"));
  }

  private static Counts deleted(long rows) {
    return new Counts(0, 0, 0, 0, rows, 0, 0, 0);
  }

  /** The stream as a mirror, read whole. */
  protected static StreamTask mirror(Removal removal) {
    return task(mirrorBy(List.of("id"), removal)).read(ReadMode.FULL_REFRESH);
  }

  private static StreamTask task(String stream, StreamTask mirror, String table) {
    return task(stream, mirror.write(), table);
  }

  private static StreamTask compared() {
    return task(new WriteMode.Mirror(
            List.of("id"),
            "at",
            ReadMode.COMPARE,
            Detection.EVERY_SYNC,
            Removal.HARD,
            Fuse.DEFAULT))
        .read(ReadMode.COMPARE);
  }

  protected static WriteMode.Mirror mirrorBy(List<String> keys, Removal removal) {
    return new WriteMode.Mirror(
        keys, "at", ReadMode.FULL_REFRESH, Detection.EVERY_SYNC, removal, Fuse.DEFAULT);
  }

  /**
   * What a run did.
   *
   * @param loaded by its batch
   * @param found by its survey
   * @param removed at its end
   */
  protected record Listed(Counts loaded, Found found, Counts removed) {}
}
