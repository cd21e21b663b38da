package dev.eider.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.fault.Fault;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.step.Checkpoint;
import dev.eider.step.History;
import dev.eider.step.Load;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a destination that remembers promises beyond {@link DestinationContract}. */
public abstract class RecallContract extends DestinationContract {
  private static final ConnectorPlan PLACE = new ConnectorPlan("test", Map.of());

  @Test
  void listsEveryCheckpointNewestFirst() {
    twoRuns(UPSERT);

    assertThat(moments())
        .extracting(History.Moment::kind, History.Moment::generation, History.Moment::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("close", 2L, "{\"cursor\":\"two\"}"),
            org.assertj.core.groups.Tuple.tuple("batch", 2L, "{\"cursor\":0}"),
            org.assertj.core.groups.Tuple.tuple("close", 1L, "{\"cursor\":\"one\"}"),
            org.assertj.core.groups.Tuple.tuple("batch", 1L, "{\"cursor\":1}"),
            org.assertj.core.groups.Tuple.tuple("batch", 1L, "{\"cursor\":0}"));
    assertThat(moments().getLast().rows()).isEqualTo(2);
  }

  @Test
  void aRunThatMovedNothingAddsNoLine() {
    twoRuns(UPSERT);
    close(run("run-3"), UPSERT, open(run("run-3"), UPSERT).generation(), "{\"cursor\":\"two\"}");

    assertThat(moments()).hasSize(5);
  }

  @Test
  void goesBackToABatch() {
    twoRuns(UPSERT);

    History.Rewound rewound = rewind(new History.Target(null, 1L, 0), false, false);

    assertThat(rewound.state()).isEqualTo("{\"cursor\":0}");
    assertThat(rewound.from()).isEqualTo("{\"cursor\":\"two\"}");
    assertThat(rewound.batches()).isEqualTo(2);
    assertThat(rewound.rows()).isEqualTo(2);
    assertThat(rewound.repeated()).isZero();
    assertThat(open(run("run-3"), UPSERT).state()).isEqualTo("{\"cursor\":0}");
    assertThat(moments().getFirst())
        .satisfies(
            moment -> {
              assertThat(moment.kind()).isEqualTo("rewind");
              assertThat(moment.note()).isEqualTo("to 1/0");
            });
  }

  @Test
  void goesBackToATime() {
    twoRuns(UPSERT);
    Instant first = moments().getLast().committed();

    assertThat(rewind(new History.Target(first, null, null), true, false).to().committed())
        .isEqualTo(first);
    assertRefused(
        "state.no_checkpoint", new History.Target(first.minusMillis(1), null, null), false);
  }

  @Test
  void aDryRunChangesNothing() {
    twoRuns(UPSERT);

    History.Rewound dry = rewind(new History.Target(null, 1L, 0), true, false);

    assertThat(dry.state()).isEqualTo("{\"cursor\":0}");
    assertThat(moments()).hasSize(5);
    assertThat(open(run("run-3"), UPSERT).state()).isEqualTo("{\"cursor\":\"two\"}");
  }

  @Test
  void refusesToRepeatAppendedRowsUnasked() {
    twoRuns(APPEND);
    History.Target first = new History.Target(null, 1L, 0);

    assertRefused("state.would_repeat", first, false);
    assertThat(rewind(first, true, false).repeated()).isEqualTo(2);
    assertThat(rewind(first, false, true).repeated()).isEqualTo(2);
  }

  @Test
  void whatARunBeforeStillTriesToCommitIsRefused() {
    twoRuns(UPSERT);
    rewind(new History.Target(null, 1L, 0), false, false);

    assertThatThrownBy(() -> load(UPSERT, 2, 5, "{'id':9}"))
        .isInstanceOfSatisfying(
            Fault.Defect.class,
            f -> assertThat(f.problem().code()).isEqualTo("destination.superseded"));
  }

  @Test
  void refusesAStreamItDoesNotKnow() {
    twoRuns(UPSERT);

    try (Destination destination = destination()) {
      assertThatThrownBy(() -> destination.recall().moments("shop", "peple", 9))
          .isInstanceOfSatisfying(
              Fault.Misconfigured.class,
              f -> {
                assertThat(f.problem().code()).isEqualTo("state.unknown_stream");
                assertThat(f.problem().fix()).contains("people");
              });
    }
  }

  @Test
  void aResetIsNoted() {
    twoRuns(UPSERT);
    try (Destination destination = destination()) {
      assertThat(destination.reset("shop", List.of())).hasSize(1);
    }

    assertThat(moments().getFirst().kind()).isEqualTo("reset");
    assertThat(moments().getFirst().state()).isNull();
  }

  @Test
  void takesAStateFromElsewhereAlsoForATableThatIsNotThere() {
    assertThat(take("{\"cursor\":\"theirs\"}"))
        .extracting(Checkpoint.Line::state)
        .containsExactly("{\"cursor\":\"theirs\"}");

    assertThat(open(RUN, UPSERT).state()).isEqualTo("{\"cursor\":\"theirs\"}");
    assertThat(rows("people")).isEmpty();
  }

  @Test
  void takesAStateInThePlaceOfItsOwn() {
    twoRuns(UPSERT);

    take("{\"cursor\":\"theirs\"}");

    assertThat(open(run("run-3"), UPSERT).state()).isEqualTo("{\"cursor\":\"theirs\"}");
    assertThat(moments().getFirst().kind()).isEqualTo("import");
  }

  @Test
  void aReplayedBatchMovesNoCheckpoint() {
    twoRuns(UPSERT);
    Checkpoint.Line before = line();

    load(UPSERT, 2, Load.REPLAYED + 7, "{'id':9,'name':'late'}");

    assertThat(rows("people")).hasSize(5);
    assertThat(line().chunk()).isEqualTo(before.chunk());
    assertThat(moments().getFirst().kind()).isEqualTo("replay");
  }

  @Test
  void aBatchWithoutRowsMovesTheCheckpoint() {
    long generation = open(RUN, UPSERT).generation();

    load(task(UPSERT), SCHEMA, generation, 4);

    assertThat(line().state()).isEqualTo("{\"cursor\":4}");
  }

  private void twoRuns(WriteMode write) {
    long one = open(RUN, write).generation();
    load(write, one, 0, "{'id':1,'name':'Ann'}", "{'id':2,'name':'Bo'}");
    load(write, one, 1, "{'id':3,'name':'Cy'}");
    close(RUN, write, one, "{\"cursor\":\"one\"}");
    long two = open(run("run-2"), write).generation();
    load(write, two, 0, "{'id':4,'name':'Di'}");
    close(run("run-2"), write, two, "{\"cursor\":\"two\"}");
  }

  private List<History.Moment> moments() {
    try (Destination destination = destination()) {
      return destination.recall().moments("shop", "people", 100);
    }
  }

  private Checkpoint.Line line() {
    try (Destination destination = destination()) {
      return destination.checkpoints("shop", List.of()).getFirst();
    }
  }

  private History.Rewound rewind(History.Target to, boolean dryRun, boolean repeat) {
    try (Destination destination = destination()) {
      return destination
          .recall()
          .rewind(new History.Rewind("shop", PLACE, "people", to, dryRun, repeat));
    }
  }

  private void assertRefused(String code, History.Target to, boolean dryRun) {
    assertThatThrownBy(() -> rewind(to, dryRun, false))
        .isInstanceOfSatisfying(
            Fault.Misconfigured.class, f -> assertThat(f.problem().code()).isEqualTo(code));
  }

  private List<Checkpoint.Line> take(@Nullable String state) {
    StreamTask task = task(UPSERT);
    try (Destination destination = destination()) {
      return destination
          .recall()
          .take(
              new History.Import(
                  "shop",
                  "source-shop",
                  "f1",
                  PLACE,
                  List.of(new History.Given(task, String.valueOf(state))),
                  "from a file"),
              key -> SCHEMA);
    }
  }
}
