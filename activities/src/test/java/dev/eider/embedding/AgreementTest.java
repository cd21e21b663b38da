package dev.eider.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.destination.Outbox.Kept;
import dev.eider.embedding.Document.Piece;
import dev.eider.outcome.VerifyReport.Difference;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.EmbedPlan;
import dev.eider.vector.IdOrder;
import dev.eider.vector.VectorStore.Listed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AgreementTest {
  private static final List<String> ID = List.of("id");
  private static final ConnectorPlan ANY = new ConnectorPlan("any", Map.of());

  private final Documents documents =
      new Documents(
          "zoo",
          "birds",
          new EmbedPlan("{{ record.t }}", List.of("n"), 5, 0, ANY, List.of(ANY)),
          new WordsEmbedder(5));
  private final FakeOutbox outbox = new FakeOutbox();
  private final TreeMap<String, Listed> store = new TreeMap<>(IdOrder.BY_BYTES);
  private final List<String> deleted = new ArrayList<>();

  /** Far more than a page of documents, and one with more than ten chunks. */
  @BeforeEach
  void fill() {
    for (int id = 0; id < 450; id++) {
      written(id, "the text of bird " + id);
    }
    written(1_000, "many words and more of them ".repeat(12));
  }

  private void written(int id, String text) {
    Map<String, @Nullable Object> row = row(id, text);
    Document document = documents.of(row, ID);
    document.pieces().forEach(this::put);
    outbox.table.put("v" + id, row);
    outbox.keep(
        List.of(
            new Kept(document.id(), "v" + id, document.pieces().stream().map(Marks::of).toList())));
  }

  private static Map<String, @Nullable Object> row(int id, String text) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("id", id);
    row.put("t", text);
    row.put("n", id / 2.0);
    return row;
  }

  private void put(Piece piece) {
    store.put(piece.id(), new Listed(piece.id(), piece.text(), piece.metadata()));
  }

  private List<String> chunks(int id) {
    return documents.of(outbox.table.get("v" + id), ID).pieces().stream().map(Piece::id).toList();
  }

  private Agreement.Found found() {
    return found(false);
  }

  private Agreement.Found found(boolean mend) {
    Agreement agreement = new Agreement("zoo", "birds", words -> {});
    Mending mending = new Mending(mend, outbox, deleted::addAll);
    agreement.rows(outbox, documents, ID);
    agreement.entries(
        outbox,
        (after, limit) ->
            (after == null ? store : store.tailMap(after, false))
                .values().stream().limit(limit).toList(),
        mending);
    mending.write();
    deleted.forEach(store::remove);
    return agreement.found();
  }

  @Test
  void whatWasWrittenIsEqual() {
    Agreement.Found found = found();

    assertThat(chunks(1_000)).hasSizeGreaterThan(10);
    assertThat(found.same()).isEqualTo(found.entries()).isEqualTo(store.size());
    assertThat(found.first()).isEmpty();
    assertThat(found.missing() + found.surplus() + found.stale()).isZero();
  }

  @Test
  void anEntryThatIsGoneIsMissing() {
    String id = chunks(1_000).get(10);
    store.remove(id);

    assertThat(found().missing()).isEqualTo(1);
    assertThat(found().first()).containsExactly(new Difference("missing", id));
  }

  @Test
  void anotherTextOrOtherMetadataIsStale() {
    Listed one = store.get(chunks(3).getFirst());
    store.put(one.id(), new Listed(one.id(), one.document() + "!", one.metadata()));
    Listed other = store.get(chunks(4).getFirst());
    Map<String, Object> metadata = new HashMap<>(other.metadata());
    metadata.put("n", 7.5);
    store.put(other.id(), new Listed(other.id(), other.document(), metadata));
    Listed third = store.get(chunks(5).getFirst());
    store.put(third.id(), new Listed(third.id(), third.document(), Map.of()));

    assertThat(found().stale()).isEqualTo(3);
    assertThat(found().missing()).isZero();
  }

  @Test
  void aNumberWhoseLastDigitAStoreMovedIsNotStale() {
    Listed one = store.get(chunks(3).getFirst());
    Map<String, Object> metadata = new HashMap<>(one.metadata());
    metadata.put("n", Math.nextUp(1.5));
    store.put(one.id(), new Listed(one.id(), one.document(), metadata));
    assertThat(found().stale()).isZero();

    metadata.put("n", 1.5000001);
    store.put(one.id(), new Listed(one.id(), one.document(), metadata));
    assertThat(found().stale()).isEqualTo(1);
  }

  @Test
  void anEntryOfOursNoLedgerNamesIsSurplusAndAnothersIsNone() {
    Map<String, Object> ours = Map.of(Document.SYNC, "zoo", Document.STREAM, "birds");
    Map<String, Object> theirs = Map.of(Document.SYNC, "zoo", Document.STREAM, "fish");
    store.put("0", new Listed("0", "x", ours));
    store.put("zz", new Listed("zz", "x", ours));
    store.put("zzz", new Listed("zzz", "x", theirs));
    store.put("hand-made", new Listed("hand-made", "x", Map.of()));

    assertThat(found().surplus()).isEqualTo(2);
    assertThat(found().others()).isEqualTo(2);
  }

  @Test
  void rowsThatWaitAreNoDocumentsThatAreGone() {
    outbox.table.put("v7-again", row(7, "other words"));
    outbox.table.remove("v7");
    outbox.table.put("v-new", row(5_000, "a new one"));
    outbox.table.remove("v8");

    Agreement.Found found = found();

    assertThat(found.waiting()).isEqualTo(2);
    assertThat(found.gone()).isEqualTo(1);
    assertThat(found.missing() + found.surplus() + found.stale()).isZero();
  }

  @Test
  void aChunkNobodyTookIsLeftOutAndNotMissing() {
    Kept line = documents(3);
    outbox.keep(List.of(new Kept(line.id(), line.version(), List.of(Marks.LEFT_OUT))));
    store.remove(line.id() + "-0");

    assertThat(found().leftOut()).isEqualTo(1);
    assertThat(found().missing()).isZero();
  }

  @Test
  void countsAllAndTellsTheFirst() {
    store.clear();

    Agreement.Found found = found();

    assertThat(found.missing()).isGreaterThan(450);
    assertThat(found.first()).hasSize(Agreement.MOST);
  }

  @Test
  void mendingMakesTheNextSyncWriteJustWhatDiffers() {
    List<String> many = chunks(1_000);
    store.remove(many.get(2));
    store.remove(many.get(11));
    store.put("zz", new Listed("zz", "x", Map.of("_eider_sync", "zoo", "_eider_stream", "birds")));

    Agreement.Found unused = found(true);

    Kept line = documents(1_000);
    assertThat(outbox.changed(10)).hasSize(1);
    assertThat(line.chunks()).filteredOn(Marks.UNKNOWN::equals).hasSize(2);
    assertThat(line.chunks().get(2)).isEqualTo(Marks.UNKNOWN);
    assertThat(deleted).containsExactly("zz");
    assertThat(found().waiting()).isEqualTo(1);
    assertThat(found().gone()).isZero();
    assertThat(found().surplus()).isZero();
  }

  @Test
  void withoutBeingAskedNothingIsChanged() {
    store.clear();
    store.put("zz", new Listed("zz", "x", Map.of("_eider_sync", "zoo", "_eider_stream", "birds")));

    Agreement.Found unused = found();

    assertThat(outbox.waiting()).isZero();
    assertThat(deleted).isEmpty();
  }

  private Kept documents(int id) {
    Kept line = outbox.ledger.get(documents.none(row(id, ""), ID).id());
    assertThat(line).isNotNull();
    return line;
  }
}
