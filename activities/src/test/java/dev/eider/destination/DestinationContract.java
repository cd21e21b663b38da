package dev.eider.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.destination.Destination.Run;
import dev.eider.fault.Fault;
import dev.eider.outcome.Counts;
import dev.eider.plan.StreamTask;
import dev.eider.step.Checkpoint;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every destination promises, a mirror's part of it in {@link MirrorContract}. A destination's
 * own test extends it and says how to open the destination and how to look at its rows.
 */
public abstract class DestinationContract extends UnkeyedMirrorContract {

  @Test
  void loadsTheRowsOfABatch() {
    long generation = open(RUN, APPEND).generation();

    Counts counts = load(APPEND, generation, 0, "{'id':1,'name':'Ann'}", "{'id':2,'name':'Bo'}");

    assertThat(counts).isEqualTo(Counts.loaded(2, 0, 0));
    assertThat(names()).containsExactly("Ann", "Bo");
  }

  @Test
  void loadsTheSameBatchOnceAndSaysTheSameAgain() {
    long generation = open(RUN, APPEND).generation();
    Counts first = load(APPEND, generation, 0, "{'id':1,'name':'Ann'}");

    Counts again = load(APPEND, generation, 0, "{'id':1,'name':'Ann'}");

    assertThat(again).isEqualTo(first);
    assertThat(names()).containsExactly("Ann");
  }

  @Test
  void theSameRunGetsTheSameAnswerAlsoAfterItLoaded() {
    Checkpoint.Opened first = open(RUN, APPEND);
    load(APPEND, first.generation(), 0, "{'id':1}");

    assertThat(open(RUN, APPEND)).isEqualTo(first);
  }

  @Test
  void aNewRunSupersedesTheOneBefore() {
    long old = open(RUN, APPEND).generation();
    long next = open(run("run-2"), APPEND).generation();

    assertThat(next).isGreaterThan(old);
    assertThatThrownBy(() -> load(APPEND, old, 0, "{'id':1}"))
        .isInstanceOfSatisfying(
            Fault.Defect.class,
            f -> assertThat(f.problem().code()).isEqualTo("destination.superseded"));
    assertThat(names()).isEmpty();
  }

  @Test
  void aNewRunBeginsFromTheStateOfTheLastBatch() {
    load(APPEND, open(RUN, APPEND).generation(), 0, "{'id':1}");

    assertThat(open(run("run-2"), APPEND).state()).isEqualTo("{\"cursor\":0}");
  }

  @Test
  void aStreamWithoutStateBeginsAtTheBeginning() {
    assertThat(open(RUN, APPEND).state()).isNull();
  }

  @Test
  void aFreshRunBeginsAtTheBeginning() {
    load(APPEND, open(RUN, APPEND).generation(), 0, "{'id':1}");

    try (Destination destination = destination()) {
      assertThat(destination.open(run("run-2"), task(APPEND), SCHEMA, true, false).state())
          .isNull();
    }
  }

  @Test
  void closingWritesTheLastState() {
    Checkpoint.Opened opened = open(RUN, APPEND);

    close(RUN, APPEND, opened.generation(), "{\"cursor\":\"end\"}");

    assertThat(open(run("run-2"), APPEND).state()).isEqualTo("{\"cursor\":\"end\"}");
  }

  @Test
  void closingTwiceIsClosingOnce() {
    long generation = open(RUN, OVERWRITE).generation();
    load(OVERWRITE, generation, 0, "{'id':1,'name':'Ann'}");
    close(RUN, OVERWRITE, generation, null);
    close(RUN, OVERWRITE, generation, null);

    assertThat(names()).containsExactly("Ann");
  }

  @Test
  void upsertCountsWhatItInsertedReplacedAndLeftAlone() {
    long generation = open(RUN, UPSERT).generation();
    load(UPSERT, generation, 0, "{'id':1,'name':'Ann'}", "{'id':2,'name':'Bo'}");

    Counts counts =
        load(
            UPSERT,
            generation,
            1,
            "{'id':1,'name':'Ann'}",
            "{'id':2,'name':'Bob'}",
            "{'id':3,'name':'Cy'}");

    assertThat(counts).isEqualTo(Counts.loaded(1, 1, 1));
    assertThat(names()).containsExactly("Ann", "Bob", "Cy");
  }

  @Test
  void theLastOfTwoRowsWithOneKeyWins() {
    long generation = open(RUN, UPSERT).generation();

    load(UPSERT, generation, 0, "{'id':1,'name':'old'}", "{'id':1,'name':'new'}");

    assertThat(names()).containsExactly("new");
  }

  @Test
  void everyRowOfABatchIsCountedOnce() {
    long generation = open(RUN, UPSERT).generation();
    load(UPSERT, generation, 0, "{'id':1,'name':'Ann'}");

    Counts counts =
        load(
            UPSERT,
            generation,
            1,
            "{'id':1,'name':'Anna'}",
            "{'id':1,'name':'Anne'}",
            "{'id':2,'name':'Bo'}",
            "{'id':2,'name':'Bob'}",
            "{'id':2,'name':'Bobby'}");

    assertThat(counts).isEqualTo(Counts.loaded(1, 1, 3).replacing(3));
    assertThat(names()).containsExactly("Anne", "Bobby");
  }

  @Test
  void rowsThatShareAKeyAreCountedAlsoWhereNothingWasThere() {
    long generation = open(RUN, UPSERT).generation();
    String[] lines = {"{'id':1,'name':'a'}", "{'id':1,'name':'b'}", "{'id':2,'name':'c'}"};

    Counts first = load(UPSERT, generation, 0, lines);

    assertThat(first).isEqualTo(Counts.loaded(2, 0, 1).replacing(1));
    assertThat(load(UPSERT, generation, 0, lines)).isEqualTo(first);
  }

  @Test
  void aBatchWhoseRowsWereAllSetAsideMovesTheCheckpoint() {
    long generation = open(RUN, UPSERT).generation();
    load(UPSERT, generation, 0, "{'id':1,'name':'Ann'}");

    assertThat(load(UPSERT, generation, 1)).isEqualTo(Counts.NONE);
    assertThat(names()).containsExactly("Ann");
    assertThat(open(run("run-2"), UPSERT).state()).isEqualTo("{\"cursor\":1}");
  }

  @Test
  void theNewerOfTwoRowsWithOneKeyWinsWhateverTheirOrder() {
    long generation = open(RUN, NEWER).generation();

    load(
        NEWER,
        generation,
        0,
        "{'id':1,'name':'new','at':'2024-01-02T00:00:00Z'}",
        "{'id':1,'name':'old','at':'2024-01-01T00:00:00Z'}");

    assertThat(names()).containsExactly("new");
  }

  @Test
  void anOlderRowNeverReplacesANewerOne() {
    long generation = open(RUN, NEWER).generation();
    load(NEWER, generation, 0, "{'id':1,'name':'new','at':'2024-01-02T00:00:00Z'}");

    Counts late = load(NEWER, generation, 1, "{'id':1,'name':'old','at':'2024-01-01T00:00:00Z'}");

    assertThat(late).isEqualTo(Counts.loaded(0, 0, 1));
    assertThat(names()).containsExactly("new");
  }

  @Test
  void anOverwriteIsSeenOnlyWhenItIsClosed() {
    long first = open(RUN, OVERWRITE).generation();
    load(OVERWRITE, first, 0, "{'id':1,'name':'Ann'}");
    close(RUN, OVERWRITE, first, null);
    long second = open(run("run-2"), OVERWRITE).generation();
    load(OVERWRITE, second, 0, "{'id':2,'name':'Bo'}");

    assertThat(names()).containsExactly("Ann");
    close(run("run-2"), OVERWRITE, second, null);
    assertThat(names()).containsExactly("Bo");
  }

  @Test
  void anOverwriteWithAnEmptySourceEmptiesTheTable() {
    long first = open(RUN, OVERWRITE).generation();
    load(OVERWRITE, first, 0, "{'id':1,'name':'Ann'}");
    close(RUN, OVERWRITE, first, null);
    long second = open(run("run-2"), OVERWRITE).generation();

    close(run("run-2"), OVERWRITE, second, null);

    assertThat(names()).isEmpty();
  }

  @Test
  void anAbandonedOverwriteLeavesNothingToTheNext() {
    load(OVERWRITE, open(RUN, OVERWRITE).generation(), 0, "{'id':1,'name':'half'}");
    long second = open(run("run-2"), OVERWRITE).generation();
    load(OVERWRITE, second, 0, "{'id':2,'name':'whole'}");

    close(run("run-2"), OVERWRITE, second, null);

    assertThat(names()).containsExactly("whole");
  }

  @Test
  void refusesATableThatAnotherSyncWrites() {
    open(RUN, APPEND);

    assertTaken(new Run("other", "source-shop", "f1", "run-9"), List.of(task(APPEND)), "shop");
  }

  @Test
  void refusesATableThatAnotherConfigurationWrites() {
    open(RUN, APPEND);

    assertTaken(
        new Run("shop", "source-shop", "f2", "run-9"), List.of(task(APPEND)), "configuration");
  }

  @Test
  void refusesTwoStreamsThatWriteOneTable() {
    StreamTask twin = task("guests", APPEND, "People");

    assertTaken(RUN, List.of(task(APPEND), twin), "people");
  }

  @Test
  void aResetForgetsStateAndClaimButKeepsRows() {
    load(APPEND, open(RUN, APPEND).generation(), 0, "{'id':1,'name':'Ann'}");
    try (Destination destination = destination()) {
      assertThat(destination.reset("shop", List.of()))
          .extracting(Checkpoint.Line::state)
          .containsExactly("{\"cursor\":0}");
    }

    Checkpoint.Opened next = open(new Run("shop", "source-shop", "f2", "run-2"), APPEND);

    assertThat(next.state()).isNull();
    assertThat(names()).containsExactly("Ann");
  }

  @Test
  void showsTheCheckpointsOfASync() {
    load(APPEND, open(RUN, APPEND).generation(), 3, "{'id':1}");

    try (Destination destination = destination()) {
      List<Checkpoint.Line> lines = destination.checkpoints("shop", List.of());
      assertThat(lines).extracting(Checkpoint.Line::stream).containsExactly("people");
      assertThat(lines.getFirst().chunk()).isEqualTo(3);
      assertThat(lines.getFirst().state()).isEqualTo("{\"cursor\":3}");
      assertThat(destination.checkpoints("unknown", List.of())).isEmpty();
    }
  }

  @Test
  void keepsUnicodeNullsAndLargeNumbers() {
    long generation = open(RUN, UPSERT).generation();

    load(
        UPSERT,
        generation,
        0,
        "{'id':9007199254740993,'name':'Zoë 雪 😀 \\u0041'}",
        "{'id':-9223372036854775808,'name':null}");

    assertThat(rows("people"))
        .extracting(row -> row.get("id"))
        .containsExactly(Long.MIN_VALUE, 9007199254740993L);
    assertThat(names()).containsExactly(null, "Zoë 雪 😀 A");
  }

  private void assertTaken(Run run, List<StreamTask> tasks, String named) {
    try (Destination destination = destination()) {
      assertThatThrownBy(() -> destination.claim(run, tasks))
          .isInstanceOfSatisfying(
              Fault.Misconfigured.class,
              f -> assertThat(f.problem().code()).isEqualTo("destination.table_taken"))
          .hasMessageContaining(named);
    }
  }
}
