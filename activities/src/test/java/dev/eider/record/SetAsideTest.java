package dev.eider.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.plan.BatchFormat;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.record.FieldType.Int64;
import dev.eider.step.BatchRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SetAsideTest {
  private static final RowSchema ORDERS =
      new RowSchema(List.of(new RowSchema.Column("id", new Int64())), "{}");
  private static final WriteMode UPSERT = new WriteMode.Upsert(List.of("id"), null);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path home;

  @SuppressWarnings("NullAway.Init")
  private SetAside store;

  @BeforeEach
  void open() {
    store = new SetAside(home);
  }

  @Test
  void keepsReasonPlaceAndTextOfARowOnceItsChunkIsLoaded() throws IOException {
    BatchRef ref = staged(3, 7, 1, row("id", null, "name", "Zoë 😀"), row("id", 1L));
    assertThat(lines()).isEmpty();

    store.keep("shop", task(UPSERT), 3, 7, ref);

    SetAside.Line line = lines().getFirst();
    assertThat(line.stream()).isEqualTo("orders");
    assertThat(line.code()).isEqualTo("row.no_key");
    assertThat(line.message()).contains("'id'");
    assertThat(line.origin().generation()).isEqualTo(3);
    assertThat(line.origin().chunk()).isEqualTo(7);
    assertThat(line.origin().page()).isEqualTo(1);
    assertThat(text(line)).isEqualTo("{\"id\":null,\"name\":\"Zoë 😀\"}");
  }

  @Test
  void nobodyElseReadsIt() throws IOException {
    store.keep("shop", task(UPSERT), 1, 0, staged(1, 0, 1, row("name", "a")));

    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(lines().getFirst().file())))
        .isEqualTo("rw-------");
  }

  @Test
  void anAttemptThatWasSupersededLeavesNothing() throws IOException {
    staged(1, 0, 1, row("name", "first try"));
    BatchRef second = staged(1, 0, 2, row("name", "second try"));

    store.keep("shop", task(UPSERT), 1, 0, second);
    store.keep("shop", task(UPSERT), 1, 0, second);

    assertThat(texts()).containsExactly("{\"name\":\"second try\"}");
  }

  @Test
  void aRowTheCursorAskedForAgainIsKeptOnce() throws IOException {
    store.keep("shop", task(UPSERT), 1, 0, staged(1, 0, 1, row("n", 1L), row("n", 2L)));
    store.keep(
        "shop", task(UPSERT), 2, 0, staged(2, 0, 1, row("n", 2L), row("n", 3L), row("n", 1L)));

    assertThat(texts()).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
  }

  @Test
  void aCompleteReadReplacesWhatTheOneBeforeSetAside() throws IOException {
    StreamTask whole = task(UPSERT).read(ReadMode.FULL_REFRESH);
    store.keep("shop", whole, 1, 0, staged(1, 0, 1, row("n", 1L), row("n", 2L)));
    store.keep("shop", whole, 2, 0, staged(2, 0, 1, row("n", 2L)));

    store.supersede("shop", whole, 2);

    assertThat(texts()).containsExactly("{\"n\":2}");
  }

  @Test
  void aReadThatComparesReplacesWhatTheOneBeforeSetAsideToo() throws IOException {
    StreamTask compared = task(UPSERT).read(ReadMode.COMPARE);
    store.keep("shop", compared, 1, 0, staged(1, 0, 1, row("n", 1L), row("n", 2L)));
    store.keep("shop", compared, 2, 0, staged(2, 0, 1, row("n", 2L)));

    store.supersede("shop", compared, 2);

    assertThat(texts()).containsExactly("{\"n\":2}");
  }

  @Test
  void stagesWhatCanBeWrittenNowAndKeepsTheRestWithItsNewReason() throws IOException {
    WriteMode byName = new WriteMode.Upsert(List.of("name"), null);
    store.keep(
        "shop", task(UPSERT), 1, 0, staged(1, 0, 1, row("name", "a", "x", 0.1), row("x", 2L)));

    BatchRef again = replayed(byName);
    store.settle("shop", "orders", again, List.of("00000001-00000000.ndjson"));

    assertThat(again.rows()).isEqualTo(1);
    assertThat(texts()).containsExactly("{\"x\":2}");
    assertThat(lines().getFirst().message()).contains("'name'");
    assertThat(lines().getFirst().origin().generation()).isEqualTo(1);
  }

  @Test
  void whatNobodyMendedStaysHoweverOftenItIsTried() throws IOException {
    store.keep("shop", task(UPSERT), 1, 0, staged(1, 0, 1, row("x", 2L)));

    for (int i = 0; i < 3; i++) {
      BatchRef again = replayed(UPSERT);
      List<String> files = names();
      store.settle("shop", "orders", again, files);
      store.settle("shop", "orders", again, files);
    }

    assertThat(texts()).containsExactly("{\"x\":2}");
  }

  @Test
  void aChunkOfNothingButSuchRowsIsABatchOfNoRows() throws IOException {
    BatchRef ref = staged(1, 0, 1, row("x", 2L));

    assertThat(ref.rows()).isZero();
    assertThat(new Staging(home).open(ref).rows()).isZero();
  }

  @Test
  void streamsWithOddNamesAreKeptApart() throws IOException {
    store.keep("shop", task("a/b"), 1, 0, staged("a/b", 1, 0, 1, row("n", 1L)));
    store.keep("shop", task("a_b"), 1, 0, staged("a_b", 1, 0, 1, row("n", 2L)));

    List<String> streams = new ArrayList<>();
    store.each("shop", List.of("a/b"), (line, row) -> streams.add(line.stream()));
    assertThat(streams).containsExactly("a/b");
  }

  private BatchRef replayed(WriteMode write) {
    BatchId id = new BatchId("shop", "orders", 1, 1 << 30, 1);
    try (BatchFiles files = new Staging(home).begin(id, task(write), ORDERS)) {
      store.stage("shop", "orders", files);
      return files.finish().orElseThrow();
    }
  }

  @SafeVarargs
  private BatchRef staged(
      long generation, int chunk, int attempt, Map<String, @Nullable Object>... rows) {
    return staged("orders", generation, chunk, attempt, rows);
  }

  @SafeVarargs
  private BatchRef staged(
      String stream,
      long generation,
      int chunk,
      int attempt,
      Map<String, @Nullable Object>... rows) {
    BatchId id = new BatchId("shop", stream, generation, chunk, attempt);
    try (BatchFiles files = new Staging(home).begin(id, task(stream), ORDERS)) {
      for (Map<String, @Nullable Object> row : rows) {
        var unused = files.row(row);
      }
      return files.finish().orElseThrow();
    }
  }

  private List<SetAside.Line> lines() {
    List<SetAside.Line> lines = new ArrayList<>();
    store.each("shop", List.of(), (line, row) -> lines.add(line));
    return lines;
  }

  private List<String> names() {
    return lines().stream().map(line -> line.file().getFileName().toString()).distinct().toList();
  }

  private List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    for (SetAside.Line line : lines()) {
      texts.add(text(line));
    }
    return texts;
  }

  private static String text(SetAside.Line line) throws IOException {
    byte[] all = Files.readAllBytes(line.file());
    return new String(
        all, (int) line.offset(), (int) line.length(), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static StreamTask task(WriteMode write) {
    return task("orders", write);
  }

  private static StreamTask task(String stream) {
    return task(stream, UPSERT);
  }

  private static StreamTask task(String stream, WriteMode write) {
    return new StreamTask(
        stream,
        ReadMode.INCREMENTAL,
        write,
        null,
        Duration.ZERO,
        stream,
        null,
        "",
        BatchFormat.NDJSON);
  }

  private static Map<String, @Nullable Object> row(@Nullable Object... pairs) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      row.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return row;
  }
}
