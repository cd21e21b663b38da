package dev.eider.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.fault.Fault;
import dev.eider.plan.BatchFormat;
import dev.eider.plan.Position;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.source.Source.ReadRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every source promises, on a stream {@code people} with columns id, name and updated_at. A
 * source's own test says how to fill it and opens it with two rows a page.
 */
public abstract class SourceContract {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  protected Path folder;

  /** Opens it anew, two rows a page. */
  protected abstract Source source();

  /** Makes the stream hold rows 1 to n, changed one after the other. */
  protected abstract void fill(int rows);

  /** Changes a row, later than all changes before. */
  protected abstract void change(long id);

  @Test
  void anEmptyStreamEndsAtOnceWithoutRows() {
    fill(0);

    RecordingSink sink = new RecordingSink(folder, 100);
    Position end = read(ReadMode.FULL_REFRESH, Position.from(null), sink);

    assertThat(end.complete()).isTrue();
    assertThat(sink.rows()).isEmpty();
  }

  @Test
  void describesTheStream() {
    fill(1);
    try (Source source = source()) {
      source.check();
      StreamInfo info =
          source.discover().stream()
              .filter(s -> s.name().equals("people"))
              .findFirst()
              .orElseThrow();
      assertThat(info.modes()).contains(ReadMode.FULL_REFRESH, ReadMode.INCREMENTAL);
      assertThat(info.cursor()).isEqualTo("updated_at");
      assertThat(info.primaryKey()).containsExactly("id");
      assertThat(info.schema().columns()).hasSize(3);
    }
  }

  @Test
  void readsEveryPage() {
    fill(7);

    assertThat(all(ReadMode.FULL_REFRESH, null, 100)).containsExactlyInAnyOrder(ids(7));
  }

  @Test
  void aReadInManyChunksIsAReadInOne() {
    fill(7);

    assertThat(all(ReadMode.FULL_REFRESH, null, 1)).containsExactlyInAnyOrder(ids(7));
    assertThat(all(ReadMode.INCREMENTAL, null, 1)).containsExactlyInAnyOrder(ids(7));
  }

  @Test
  void aReadFromTheLastStateYieldsWhatChangedSince() {
    fill(7);
    RecordingSink first = new RecordingSink(folder, 100);
    Position end = read(ReadMode.INCREMENTAL, Position.from(null), first);
    change(2);

    assertThat(all(ReadMode.INCREMENTAL, end.state(), 100)).contains(2L).hasSizeLessThan(4);
  }

  @Test
  void aReadThatStoppedHalfwayGoesOnFromItsStateWithoutLoss() {
    fill(7);
    RecordingSink first = new RecordingSink(folder, 1);
    Position half = read(ReadMode.INCREMENTAL, Position.from(null), first);
    assertThat(half.complete()).isFalse();

    List<Object> read = new ArrayList<>(idsOf(first));
    read.addAll(all(ReadMode.INCREMENTAL, half.state(), 100));

    assertThat(read).contains(ids(7));
  }

  @Test
  void refusesAStreamThatIsNotThere() {
    fill(1);
    try (Source source = source()) {
      ReadRequest request = request(source, "nobody", ReadMode.FULL_REFRESH, Position.from(null));
      assertThatThrownBy(() -> source.read(request, new RecordingSink(folder, 1)))
          .isInstanceOf(Fault.Misconfigured.class);
    }
  }

  /** The ids of all rows of a read, chunk by chunk, each with a source of its own. */
  protected List<Object> all(ReadMode mode, @Nullable String state, int pagesPerChunk) {
    List<Object> ids = new ArrayList<>();
    Position at = Position.from(state);
    while (!at.complete()) {
      RecordingSink sink = new RecordingSink(folder, pagesPerChunk);
      at = read(mode, at, sink);
      ids.addAll(idsOf(sink));
    }
    return ids;
  }

  protected Position read(ReadMode mode, Position from, RecordingSink sink) {
    try (Source source = source()) {
      return source.read(request(source, "people", mode, from), sink);
    }
  }

  private static ReadRequest request(Source source, String stream, ReadMode mode, Position from) {
    StreamInfo any = source.discover().getFirst();
    StreamTask task =
        new StreamTask(
            stream,
            mode,
            new WriteMode.Append(),
            mode == ReadMode.INCREMENTAL ? "updated_at" : null,
            Duration.ZERO,
            "people",
            null,
            "schema",
            BatchFormat.NDJSON);
    return new ReadRequest("a", task, any.schema(), from, BatchFormat.NDJSON);
  }

  private static List<Object> idsOf(RecordingSink sink) {
    List<Object> ids = new ArrayList<>();
    sink.rows().forEach(row -> ids.add(String.valueOf(row.get("id"))));
    return ids.stream().map(id -> (Object) Long.valueOf((String) id)).toList();
  }

  private static Object[] ids(int count) {
    Object[] ids = new Object[count];
    for (int i = 0; i < count; i++) {
      ids[i] = i + 1L;
    }
    return ids;
  }
}
