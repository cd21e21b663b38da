package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.destination.Destination;
import dev.eider.destination.DestinationHarness;
import dev.eider.destination.Outbox;
import dev.eider.destination.Outbox.Kept;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DuckDbOutboxTest extends DestinationHarness {
  private static final Outbox.Book BOOK = new Outbox.Book("shop", "duckdb people", "c1", "p1");

  @Override
  protected Destination destination() {
    return new DuckDbDestination(new LocalFile(file(), LocalFile.MEMORY), "main");
  }

  @Override
  protected List<Map<String, @Nullable Object>> rows(String table) {
    return Sql.query(file(), "SELECT * FROM " + table + " ORDER BY id");
  }

  private Path file() {
    return folder.resolve("warehouse.duckdb");
  }

  @Test
  void everyRowIsChangedUntilItIsKept() {
    load(2, "{'id':1,'name':'Ada'}", "{'id':2,'name':'Bob'}");
    with(
        BOOK,
        outbox -> {
          assertThat(outbox.waiting()).isEqualTo(2);
          List<Outbox.Changed> changed = outbox.changed(10);
          assertThat(changed).extracting(c -> c.row().get("name")).contains("Ada", "Bob");
          assertThat(changed.getFirst().row()).containsOnlyKeys("id", "name", "at");
          outbox.keep(List.of(new Kept("a", changed.getFirst().version(), List.of("x:y", "z:y"))));
          assertThat(outbox.changed(10)).containsExactly(changed.getLast());
          assertThat(outbox.known(List.of("a", "b")))
              .containsOnlyKeys("a")
              .extractingByKey("a")
              .isEqualTo(new Kept("a", changed.getFirst().version(), List.of("x:y", "z:y")));
        });
  }

  @Test
  void aRowThatWasWrittenAgainIsChangedAndAnEqualOneIsNot() {
    long generation = load(2, "{'id':1,'name':'Ada'}", "{'id':2,'name':'Bob'}");
    with(BOOK, this::keepAll);
    load(UPSERT, generation, 3, "{'id':1,'name':'Ada'}", "{'id':2,'name':'Bea'}");
    with(
        BOOK,
        outbox ->
            assertThat(outbox.changed(10))
                .extracting(c -> c.row().get("name"))
                .containsExactly("Bea"));
  }

  @Test
  void aDocumentWithoutItsRowIsGone() {
    load(2, "{'id':1,'name':'Ada'}", "{'id':2,'name':'Bob'}");
    with(BOOK, this::keepAll);
    Sql.run(file(), "DELETE FROM people WHERE id = 1");
    with(
        BOOK,
        outbox -> {
          assertThat(outbox.changed(10)).isEmpty();
          assertThat(outbox.waiting()).isEqualTo(1);
          List<Kept> gone = outbox.gone(10);
          assertThat(gone).extracting(Kept::id).containsExactly("doc-1");
          outbox.forget(List.of("doc-1"));
          assertThat(outbox.gone(10)).isEmpty();
          assertThat(outbox.waiting()).isZero();
        });
  }

  @Test
  void whoOnlyCountsGoesThroughRowsAndDocumentsPageByPage() {
    long generation = load(3, "{'id':1,'name':'A'}", "{'id':2,'name':'B'}", "{'id':3,'name':'C'}");
    with(
        BOOK,
        outbox -> {
          List<Outbox.Changed> two = outbox.changedAfter(null, 2);
          assertThat(two).extracting(Outbox.Changed::version).isSorted().hasSize(2);
          List<Outbox.Changed> rest = outbox.changedAfter(two.getLast().version(), 2);
          assertThat(rest).hasSize(1).doesNotContainAnyElementsOf(two);
          assertThat(outbox.knownAfter(null, 2)).isEmpty();
        });
    with(BOOK, this::keepAll);
    load(UPSERT, generation, 4, "{'id':2,'name':'Bea'}");
    with(
        BOOK,
        outbox -> {
          assertThat(outbox.knownAfter(null, 2))
              .extracting(Kept::id)
              .containsExactly("doc-1", "doc-2");
          assertThat(outbox.knownAfter("doc-2", 2)).extracting(Kept::id).containsExactly("doc-3");
          assertThat(outbox.changedAfter(null, 9)).hasSize(1);
          assertThat(outbox.lost()).isEqualTo(1);
        });
  }

  @Test
  void anotherPrintMakesAllRowsChangeAndKnowsThemStill() {
    load(2, "{'id':1,'name':'Ada'}");
    with(BOOK, this::keepAll);
    with(
        new Outbox.Book("shop", "duckdb people", "c1", "p2"),
        outbox -> {
          assertThat(outbox.changed(10)).hasSize(1);
          assertThat(outbox.known(List.of("doc-1"))).hasSize(1);
        });
  }

  @Test
  void aDocumentTheRowHadByAnotherKeyIsGone() {
    load(2, "{'id':1,'name':'Ada'}");
    with(BOOK, this::keepAll);
    with(
        new Outbox.Book("shop", "duckdb people", "c1", "p2"),
        outbox -> {
          String version = outbox.changed(10).getFirst().version();
          outbox.keep(List.of(new Kept("other-1", version, List.of("t:m"))));
          assertThat(outbox.changed(10)).isEmpty();
          assertThat(outbox.gone(10)).extracting(Kept::id).containsExactly("doc-1");
          outbox.forget(List.of("doc-1"));
          assertThat(outbox.known(List.of("doc-1", "other-1"))).containsOnlyKeys("other-1");
          assertThat(outbox.waiting()).isZero();
        });
  }

  @Test
  void anotherCollectionBeginsAnewAndTheOneBeforeCanBeForgotten() {
    load(2, "{'id':1,'name':'Ada'}");
    with(BOOK, this::keepAll);
    with(
        new Outbox.Book("shop", "duckdb people", "c2", "p1"),
        outbox -> {
          assertThat(outbox.changed(10)).hasSize(1);
          assertThat(outbox.knowsOthers()).isTrue();
          outbox.forgetOthers();
          assertThat(outbox.knowsOthers()).isFalse();
        });
    with(BOOK, outbox -> assertThat(outbox.known(List.of("doc-1"))).isEmpty());
  }

  private void keepAll(Outbox outbox) {
    outbox.keep(
        outbox.changed(100).stream()
            .map(c -> new Kept("doc-" + c.row().get("id"), c.version(), List.of("t:m")))
            .toList());
  }

  private long load(int chunk, String... lines) {
    long generation = open(RUN, UPSERT).generation();
    load(UPSERT, generation, chunk, lines);
    return generation;
  }

  private void with(Outbox.Book book, Check check) {
    try (Destination destination = destination()) {
      check.on(destination.outbox(task(UPSERT), book).orElseThrow());
    }
  }

  /** What is to be seen. */
  private interface Check {
    void on(Outbox outbox);
  }
}
