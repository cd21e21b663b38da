package dev.eider.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.destination.Destination.Gone;
import dev.eider.fault.Fault;
import dev.eider.outcome.Counts;
import dev.eider.plan.ReadMode;
import dev.eider.plan.Removal;
import dev.eider.plan.StreamTask;
import dev.eider.record.FieldType;
import dev.eider.record.RowSchema;
import dev.eider.record.RowSchema.Column;
import dev.eider.step.Checkpoint;
import dev.eider.step.Sweep.Found;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every destination promises of a mirror whose rows have no key. */
public abstract class UnkeyedMirrorContract extends MirrorContract {
  private static final String DELETED_AT = "_eider_deleted_at";
  private static final String ANN = "{'id':1,'name':'Ann','at':'2024-01-02T00:00:00Z'}";
  private static final String BO = "{'id':2,'name':'Bo','at':'2024-01-02T00:00:00Z'}";
  private static final String BOB = "{'id':2,'name':'Bob','at':'2024-01-02T00:00:00Z'}";

  private int opened;

  @Test
  void withoutAKeyEqualRowsStayUntouched() {
    swept(Removal.HARD, ANN, BO, BO);

    Listed next = swept(Removal.HARD, BO, ANN, BO);

    assertThat(next.loaded()).isEqualTo(Counts.loaded(0, 0, 3));
    assertThat(next.found()).isEqualTo(new Found(0, 3));
    assertThat(next.removed()).isEqualTo(gone(0));
    assertThat(names()).containsExactly("Ann", "Bo", "Bo");
  }

  @Test
  void insertsAsManyEqualRowsAsItLacks() {
    swept(Removal.HARD, ANN, ANN);

    Listed next = swept(Removal.HARD, ANN, ANN, ANN);

    assertThat(next.loaded()).isEqualTo(Counts.loaded(1, 0, 2));
    assertThat(next.found()).isEqualTo(new Found(0, 3));
    assertThat(names()).containsExactly("Ann", "Ann", "Ann");
  }

  @Test
  void removesAsManyEqualRowsAsThereAreTooMany() {
    swept(Removal.HARD, ANN, ANN, ANN, BO);

    Listed next = swept(Removal.HARD, ANN, ANN, BO);

    assertThat(next.loaded()).isEqualTo(Counts.loaded(0, 0, 3));
    assertThat(next.found()).isEqualTo(new Found(1, 4));
    assertThat(next.removed()).isEqualTo(gone(1));
    assertThat(names()).containsExactly("Ann", "Ann", "Bo");
  }

  @Test
  void withoutAKeyAChangedRowIsOneNewAndOneGone() {
    swept(Removal.HARD, ANN, BO, BO);

    Listed next = swept(Removal.HARD, ANN, BO, BOB);

    assertThat(next.loaded()).isEqualTo(Counts.loaded(1, 0, 2));
    assertThat(next.found()).isEqualTo(new Found(1, 4));
    assertThat(next.removed()).isEqualTo(gone(1));
    assertThat(names()).containsExactly("Ann", "Bo", "Bob");
  }

  @Test
  void countsEqualRowsOverAllBatchesOfARun() {
    swept(Removal.HARD, ANN, BO);

    long generation = opening(Removal.HARD, SCHEMA);
    Counts first = chunk(generation, 0, ANN, BO);
    Counts second = chunk(generation, 1, ANN, BO);
    Counts third = chunk(generation, 2, ANN);

    assertThat(first).isEqualTo(Counts.loaded(0, 0, 2));
    assertThat(second).isEqualTo(Counts.loaded(2, 0, 0));
    assertThat(third).isEqualTo(Counts.loaded(1, 0, 0));
    assertThat(surveyed(Removal.HARD, generation)).isEqualTo(new Found(0, 5));
    assertThat(names()).containsExactly("Ann", "Ann", "Ann", "Bo", "Bo");
  }

  @Test
  void aRunInBatchesThatFindsEverythingWritesNothing() {
    swept(Removal.HARD, ANN, ANN, BO);

    long generation = opening(Removal.HARD, SCHEMA);

    assertThat(chunk(generation, 0, ANN)).isEqualTo(Counts.loaded(0, 0, 1));
    assertThat(chunk(generation, 1, BO, ANN)).isEqualTo(Counts.loaded(0, 0, 2));
    assertThat(surveyed(Removal.HARD, generation)).isEqualTo(new Found(0, 3));
  }

  @Test
  void withoutAKeyABatchLoadedAgainChangesNothing() {
    long generation = opening(Removal.HARD, SCHEMA);
    Counts first = chunk(generation, 0, ANN, ANN);

    assertThat(chunk(generation, 0, ANN, ANN)).isEqualTo(first);

    assertThat(surveyed(Removal.HARD, generation)).isEqualTo(new Found(0, 2));
    assertThat(names()).containsExactly("Ann", "Ann");
  }

  @Test
  void aColumnWidenedWithinARunLeavesTheRowsWhatTheyAre() {
    RowSchema whole = numbered(new FieldType.Int64());
    RowSchema exact = numbered(new FieldType.Decimal(10, 2));
    RowSchema text = numbered(new FieldType.Text());
    sweep(people(Removal.HARD), whole, "{'id':1}", "{'id':1}", "{'id':7}");

    long generation = opening(Removal.HARD, whole);
    load(people(Removal.HARD), whole, generation, 0, "{'id':1}", "{'id':2}");
    load(people(Removal.HARD), exact, generation, 1, "{'id':1.25}", "{'id':1}");
    load(people(Removal.HARD), text, generation, 2, "{'id':'x'}", "{'id':'2.00'}");

    assertThat(surveyed(Removal.HARD, generation)).isEqualTo(new Found(1, 7));
    assertThat(removed(Removal.HARD, generation)).isEqualTo(gone(1));
    assertThat(ids()).containsExactly("1.00", "1.00", "1.25", "2.00", "2.00", "x");
  }

  @Test
  void aColumnThatIsNewWithinARunLeavesTheRowsWhatTheyAre() {
    RowSchema more = numbered(new FieldType.Int64(), new Column("note", new FieldType.Text()));
    RowSchema less = numbered(new FieldType.Int64());
    sweep(people(Removal.HARD), less, "{'id':1}", "{'id':2}");

    long generation = opening(Removal.HARD, less);
    load(people(Removal.HARD), less, generation, 0, "{'id':1}");
    Counts second =
        load(people(Removal.HARD), more, generation, 1, "{'id':2}", "{'id':2,'note':'n'}");

    assertThat(second).isEqualTo(Counts.loaded(1, 0, 1));
    assertThat(surveyed(Removal.HARD, generation)).isEqualTo(new Found(0, 3));
  }

  @Test
  void aNewColumnChangesTheRowsThatHaveSomethingInIt() {
    RowSchema more = numbered(new FieldType.Int64(), new Column("note", new FieldType.Text()));
    sweep(people(Removal.HARD), numbered(new FieldType.Int64()), "{'id':1}", "{'id':2}");

    Listed next = sweep(people(Removal.HARD), more, "{'id':1}", "{'id':2,'note':'n'}");

    assertThat(next.loaded()).isEqualTo(Counts.loaded(1, 0, 1));
    assertThat(next.removed()).isEqualTo(gone(1));
  }

  @Test
  void tellsRowsApartThatReadAlike() {
    RowSchema two = numbered(new FieldType.Text(), new Column("note", new FieldType.Text()));
    String[] rows = {
      "{'id':'1','note':'11'}",
      "{'id':'11','note':'1'}",
      "{'id':'111','note':''}",
      "{'id':'111'}",
      "{'note':'111'}",
      "{'id':'1:','note':'1'}",
      "{'id':'1','note':':1'}",
      "{}"
    };

    assertThat(sweep(people(Removal.HARD), two, rows).loaded())
        .isEqualTo(Counts.loaded(rows.length, 0, 0));
    for (String row : rows) {
      assertThat(sweep(people(Removal.HARD), two, row).found().present()).isEqualTo(rows.length);
      assertThat(sweep(people(Removal.HARD), two, rows).loaded())
          .isEqualTo(Counts.loaded(rows.length - 1L, 0, 1));
    }
  }

  @Test
  void ofEqualRowsOneRemovedSoftlyKeepsItsValues() {
    swept(Removal.SOFT, ANN, ANN, BO);

    assertThat(swept(Removal.SOFT, ANN, BO).removed()).isEqualTo(gone(1));

    assertThat(names()).containsExactly("Ann", "Ann", "Bo");
    assertThat(rows("people").stream().filter(row -> row.get(DELETED_AT) != null)).hasSize(1);
    assertThat(swept(Removal.SOFT, ANN, BO).found()).isEqualTo(new Found(0, 2));
  }

  @Test
  void asManyEqualRowsLiveAgainAsComeBack() {
    swept(Removal.SOFT, ANN, ANN, ANN);
    swept(Removal.SOFT, BO);

    assertThat(swept(Removal.SOFT, ANN, ANN, BO).loaded()).isEqualTo(Counts.loaded(0, 2, 1));
    assertThat(rows("people").stream().filter(row -> row.get(DELETED_AT) != null)).hasSize(1);
    assertThat(swept(Removal.SOFT, ANN, ANN, ANN, ANN, BO).loaded())
        .isEqualTo(Counts.loaded(1, 1, 3));
    assertThat(names()).containsExactly("Ann", "Ann", "Ann", "Ann", "Bo");
  }

  @Test
  void withoutAKeyASecondSurveyAndASecondRemovalChangeNothing() {
    swept(Removal.HARD, ANN, ANN, BO);
    long generation = opening(Removal.HARD, SCHEMA);
    chunk(generation, 0, ANN);
    Found found = surveyed(Removal.HARD, generation);
    Counts removed = removed(Removal.HARD, generation);

    assertThat(surveyed(Removal.HARD, generation)).isEqualTo(found).isEqualTo(new Found(2, 3));
    assertThat(removed(Removal.HARD, generation)).isEqualTo(removed).isEqualTo(gone(2));
    assertThat(names()).containsExactly("Ann");
  }

  @Test
  void withoutAKeyALateRunMayNeitherSurveyNorRemove() {
    swept(Removal.HARD, ANN, BO);
    long late = opening(Removal.HARD, SCHEMA);
    chunk(late, 0, ANN);
    surveyed(Removal.HARD, late);
    long next = opening(Removal.HARD, SCHEMA);
    chunk(next, 0, ANN, BO);

    assertThatThrownBy(() -> surveyed(Removal.HARD, late)).isInstanceOf(Fault.Defect.class);
    assertThatThrownBy(() -> removed(Removal.HARD, late)).isInstanceOf(Fault.Defect.class);
    assertThat(surveyed(Removal.HARD, next)).isEqualTo(new Found(0, 2));
  }

  @Test
  void withoutAKeyWhatAnAbandonedRunListedIsForgotten() {
    swept(Removal.HARD, ANN, BO);
    chunk(opening(Removal.HARD, SCHEMA), 0, ANN, BO);

    assertThat(swept(Removal.HARD, ANN).found()).isEqualTo(new Found(1, 2));
    assertThat(names()).containsExactly("Ann");
  }

  @Test
  void withoutAKeyEveryRowOfAnEmptySourceIsGone() {
    swept(Removal.HARD, ANN, ANN);

    assertThat(swept(Removal.HARD).removed()).isEqualTo(gone(2));
    assertThat(names()).isEmpty();
  }

  @Test
  void withoutAKeyWhatWasRememberedOfAMirrorByKeyIsForgotten() {
    listed(Removal.HARD, ANN);

    try (Destination destination = destination()) {
      assertThat(changed(destination, "u", people(Removal.HARD)).state()).isNull();
      assertThat(changed(destination, "k", mirror(Removal.HARD)).state()).isNull();
    }
  }

  /** Opened by somebody who accepts that it has another key. */
  private static Checkpoint.Opened changed(Destination destination, String run, StreamTask task) {
    assertThat(destination.open(run(run), task, SCHEMA, false, false).changes()).isNotNull();
    return destination.open(run(run), task, SCHEMA, false, true);
  }

  private Listed swept(Removal removal, String... lines) {
    return sweep(people(removal), SCHEMA, lines);
  }

  private long opening(Removal removal, RowSchema schema) {
    try (Destination destination = destination()) {
      return destination
          .open(run("opening-" + opened++), people(removal), schema, false, false)
          .generation();
    }
  }

  private Counts chunk(long generation, int number, String... lines) {
    return load(people(Removal.HARD), SCHEMA, generation, number, lines);
  }

  private Found surveyed(Removal removal, long generation) {
    try (Destination destination = destination()) {
      return destination.survey(new Gone("shop", people(removal), generation, null));
    }
  }

  private Counts removed(Removal removal, long generation) {
    try (Destination destination = destination()) {
      Gone gone = new Gone("shop", people(removal), generation, null);
      Counts removed = destination.remove(gone);
      assertThat(destination.remove(gone)).isEqualTo(removed);
      return removed;
    }
  }

  private List<@Nullable Object> ids() {
    List<@Nullable Object> ids = new ArrayList<>();
    rows("people").forEach(row -> ids.add(row.get("id")));
    return ids;
  }

  private static Counts gone(long rows) {
    return new Counts(0, 0, 0, 0, rows, 0, 0, 0);
  }

  private static StreamTask people(Removal removal) {
    return task(mirrorBy(List.of(), removal)).read(ReadMode.FULL_REFRESH);
  }

  private static RowSchema numbered(FieldType type, Column... more) {
    List<Column> columns = new ArrayList<>(List.of(new Column("id", type)));
    columns.addAll(List.of(more));
    return new RowSchema(columns, "{}");
  }
}
